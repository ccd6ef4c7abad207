/** What people did to the demo cluster, each under the field manager that their client uses. */
export interface HandChange {
  readonly method: 'PATCH' | 'POST' | 'DELETE' | 'PUT';
  readonly path: string;
  readonly manager: string;
  readonly body?: unknown;
  readonly contentType?: string;
}

const MERGE = 'application/merge-patch+json';
const STRATEGIC = 'application/strategic-merge-patch+json';
const deployment = (name: string): string => `/apis/apps/v1/namespaces/shop/deployments/${name}`;
const pod = (spec: unknown): unknown => ({ spec: { template: { spec } } });

export const HAND_CHANGES: readonly HandChange[] = [
  // An incident at night: another image, a privileged container, a shell beside it, more logging.
  {
    method: 'PATCH',
    path: deployment('web'),
    manager: 'kubectl-set',
    contentType: STRATEGIC,
    body: pod({ containers: [{ name: 'web', image: 'ghcr.io/example/shop-web:2.4.1-hotfix' }] }),
  },
  {
    method: 'PATCH',
    path: deployment('web'),
    manager: 'kubectl-patch',
    contentType: STRATEGIC,
    body: pod({ containers: [{ name: 'web', securityContext: { allowPrivilegeEscalation: true, privileged: true } }] }),
  },
  {
    method: 'PATCH',
    path: deployment('web'),
    manager: 'kubectl-edit',
    contentType: STRATEGIC,
    body: pod({
      containers: [
        { name: 'debug-shell', image: 'busybox:1.37', command: ['sleep', 'infinity'] },
        {
          name: 'web',
          env: [
            { name: 'LOG_LEVEL', value: 'debug' },
            { name: 'TRACE_SQL', value: 'true' },
          ],
        },
      ],
    }),
  },
  {
    method: 'PATCH',
    path: '/api/v1/namespaces/shop',
    manager: 'kubectl-label',
    contentType: MERGE,
    body: { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'privileged' } } },
  },
  {
    method: 'PATCH',
    path: '/api/v1/namespaces/shop/services/web',
    manager: 'node-fetch',
    contentType: MERGE,
    body: { spec: { type: 'NodePort' } },
  },
  // Business as usual: settings tried out and left behind.
  {
    method: 'PATCH',
    path: '/api/v1/namespaces/shop/configmaps/checkout',
    manager: 'k9s',
    contentType: MERGE,
    body: {
      data: {
        'payment-provider': 'acme-sandbox',
        'application.yaml': 'retries: 5\naudit: true\nlimits:\n  basket: 100\n',
        'feature-flags': 'new-basket',
      },
    },
  },
  {
    method: 'PATCH',
    path: '/api/v1/namespaces/shop/secrets/checkout-db',
    manager: 'kubectl-patch',
    contentType: MERGE,
    body: { data: { password: Buffer.from('masked-c19e5d02b7fa').toString('base64') } },
  },
  { method: 'DELETE', path: '/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies/allow-web', manager: 'kubectl' },
  // The autoscaler does its work: no drift.
  {
    method: 'PATCH',
    path: `${deployment('checkout')}/scale`,
    manager: 'kube-controller-manager',
    contentType: MERGE,
    body: { spec: { replicas: 6 } },
  },
  // Things in no repository.
  {
    method: 'POST',
    path: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
    manager: 'kubectl-create',
    body: {
      metadata: { name: 'emergency-access' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'jane' }],
    },
  },
  {
    method: 'POST',
    path: '/apis/apps/v1/namespaces/shop/deployments',
    manager: 'kubectl-create',
    body: {
      metadata: { name: 'debug-tools' },
      spec: {
        selector: { matchLabels: { app: 'debug-tools' } },
        template: {
          metadata: { labels: { app: 'debug-tools' } },
          spec: { containers: [{ name: 'tools', image: 'nicolaka/netshoot:v0.13' }] },
        },
      },
    },
  },
  {
    method: 'POST',
    path: '/api/v1/namespaces/shop/configmaps',
    manager: 'node-fetch',
    body: { metadata: { name: 'notes' }, data: { todo: 'remove me' } },
  },
];
