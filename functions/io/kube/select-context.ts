import { PlumblineError } from '../../core/errors.ts';
import { asString } from '../../core/json.ts';
import type { Kubeconfig, KubeconfigEntry } from './kubeconfig.ts';

/** One way into one cluster: which API server, as whom. */
export interface SelectedContext {
  readonly name: string;
  readonly cluster: KubeconfigEntry;
  readonly user: KubeconfigEntry | undefined;
}

/** The context of that name, else the current one. Throws where it, its cluster or its user is not there, and names what is. */
export function selectContext(kubeconfig: Kubeconfig, wanted: string | undefined): SelectedContext {
  const where = kubeconfig.files.join(', ');
  const known = [...new Set(kubeconfig.contexts.map((entry) => entry.name))].sort().join(', ') || 'none';
  const name = wanted ?? kubeconfig.currentContext;
  if (name === undefined) {
    throw new PlumblineError('kubeconfig', `the kubeconfig ${where} sets no current-context`, {
      advice: `choose one with --context; it has: ${known}`,
    });
  }
  const context = kubeconfig.contexts.find((entry) => entry.name === name);
  if (context === undefined)
    throw new PlumblineError('kubeconfig', `the kubeconfig ${where} has no context "${name}"`, { advice: `it has: ${known}` });
  const clusterName = asString(context.body['cluster']) ?? '';
  const cluster = kubeconfig.clusters.find((entry) => entry.name === clusterName);
  if (cluster === undefined)
    throw new PlumblineError('kubeconfig', `context "${name}" names cluster "${clusterName}", which the kubeconfig ${where} has not`);
  const userName = asString(context.body['user']) ?? '';
  const user = kubeconfig.users.find((entry) => entry.name === userName);
  if (userName !== '' && user === undefined)
    throw new PlumblineError('kubeconfig', `context "${name}" names user "${userName}", which the kubeconfig ${where} has not`);
  return { name, cluster, user };
}

/** The API server's URL. Throws where the entry has none that can be used. */
export function serverOf(cluster: KubeconfigEntry): URL {
  const text = asString(cluster.body['server']) ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new PlumblineError(
    'kubeconfig',
    `cluster "${cluster.name}" has no usable "server:" (${JSON.stringify(text)}); it is a URL like https://10.0.0.1:6443`,
  );
}
