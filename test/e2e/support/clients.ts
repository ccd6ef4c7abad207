/** How a client makes itself known. The server takes the field manager from the query, else from the user agent up to the first `/`. */
export interface ClientIdentity {
  readonly userAgent: string;
  readonly fieldManager?: string;
  /** The name that ends up in managedFields. */
  readonly manager: string;
}

const kubectlAgent = 'kubectl/v1.34.4 (linux/amd64) kubernetes/4c3d5b2';

function describeKubectl(fieldManager: string): ClientIdentity {
  return { userAgent: kubectlAgent, fieldManager, manager: fieldManager };
}

/** The clients with which people change clusters, as each of them identifies itself. */
export const clients = {
  'kubectl-edit': describeKubectl('kubectl-edit'),
  'kubectl-patch': describeKubectl('kubectl-patch'),
  'kubectl-set': describeKubectl('kubectl-set'),
  'kubectl-label': describeKubectl('kubectl-label'),
  'kubectl-annotate': describeKubectl('kubectl-annotate'),
  'kubectl-rollout': describeKubectl('kubectl-rollout'),
  'kubectl-replace': describeKubectl('kubectl-replace'),
  'kubectl-create': describeKubectl('kubectl-create'),
  'kubectl-scale': { userAgent: kubectlAgent, manager: 'kubectl' },
  k9s: { userAgent: 'k9s/v0.50.9 (linux/amd64) kubernetes/$Format', manager: 'k9s' },
  lens: { userAgent: 'node-fetch', manager: 'node-fetch' },
  browser: { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', manager: 'Mozilla' },
  'argocd-server': { userAgent: 'argocd-server/v0.0.0 (linux/amd64) kubernetes/$Format', manager: 'argocd-server' },
  dashboard: { userAgent: 'dashboard/v2.7.0', manager: 'dashboard' },
  curl: { userAgent: 'curl/8.5.0', manager: 'curl' },
} as const satisfies Record<string, ClientIdentity>;

export type ClientName = keyof typeof clients;
