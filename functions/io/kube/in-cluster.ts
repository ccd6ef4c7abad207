import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PlumblineError } from '../../core/errors.ts';
import type { SelectedContext } from './select-context.ts';

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The API server of the cluster that this process runs in, as the pod's ServiceAccount. */
export function selectInCluster(environment: Readonly<Record<string, string | undefined>>, directory = SERVICE_ACCOUNT): SelectedContext {
  const host = environment['KUBERNETES_SERVICE_HOST'];
  const port = environment['KUBERNETES_SERVICE_PORT'] ?? '443';
  if (host === undefined || !existsSync(join(directory, 'token'))) {
    throw new PlumblineError('kubeconfig', 'this process does not run in a pod with a ServiceAccount token', {
      advice: 'use a kubeconfig, or set automountServiceAccountToken: true',
    });
  }
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    name: 'in-cluster',
    cluster: { name: 'in-cluster', directory, body: { server, 'certificate-authority': 'ca.crt' } },
    user: { name: 'ServiceAccount', directory, body: { tokenFile: 'token' } },
  };
}
