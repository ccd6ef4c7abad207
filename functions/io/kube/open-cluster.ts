import { selectInCluster } from './in-cluster.ts';
import { createKubeClient, type KubeClient } from './kube-client.ts';
import { readKubeconfig } from './kubeconfig.ts';
import { createKubeconfigAccess } from './kubeconfig-access.ts';
import { DEFAULT_LIMITS, type RequestLimits } from './request-limits.ts';
import { type SelectedContext, selectContext } from './select-context.ts';

/** `server`: an API server that asks for no credentials, such as a replay. */
export type ClusterSource =
  | { readonly kubeconfig: readonly string[]; readonly context?: string | undefined }
  | { readonly server: string }
  | 'in-cluster';

/** `environment`: where proxies and the in-cluster address are looked up, and what exec plugins inherit. */
export interface OpenClusterOptions {
  readonly from: ClusterSource;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** A person sits at the terminal: exec plugins may ask. */
  readonly interactive?: boolean;
  readonly limits?: Partial<RequestLimits>;
}

/** Opens the way to a cluster. Credentials are read and plugins run at once, so that what is wrong with them is told here; nothing is sent yet. */
export async function openCluster(options: OpenClusterOptions): Promise<KubeClient> {
  const environment = options.environment ?? {};
  const access = createKubeconfigAccess(await select(options, environment), { environment, interactive: options.interactive ?? false });
  await access.connect();
  return createKubeClient(access, { ...DEFAULT_LIMITS, ...options.limits });
}

async function select({ from }: OpenClusterOptions, environment: Readonly<Record<string, string | undefined>>): Promise<SelectedContext> {
  if (from === 'in-cluster') return selectInCluster(environment);
  if ('server' in from)
    return { name: from.server, cluster: { name: from.server, directory: '', body: { server: from.server } }, user: undefined };
  return selectContext(await readKubeconfig(from.kubeconfig), from.context);
}
