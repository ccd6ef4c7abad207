/** One change as people make it, and where a check has to find it: `Kind name: path`, and the line in git that says otherwise; where git is silent, that of the object. */
export interface ChangeByHand {
  readonly kubectl: readonly string[];
  readonly found: string;
  readonly place: string;
}

const merge = (kind: string, namespace: string, name: string, patch: object): readonly string[] => [
  ...['patch', kind, name, '-n', namespace, '--type=merge', '--field-manager=kubectl-edit', '-p', JSON.stringify(patch)],
];
const strategic = (name: string, namespace: string, container: object): readonly string[] => [
  ...['patch', 'deployment', name, '-n', namespace, '--field-manager=kubectl-edit', '-p'],
  JSON.stringify({ spec: { template: { spec: { containers: [container] } } } }),
];
const CONTAINERS = '.spec.template.spec.containers';

/** Many of them, on values that manifests, patches, images, replicas, labels, generators and variables set, over everything that Argo CD and Flux deliver, and over what they are told. */
export const CHANGES: readonly ChangeByHand[] = [
  {
    kubectl: strategic('web', 'shop', { name: 'web', image: 'example.com/web:v3' }),
    found: `Deployment web: ${CONTAINERS}[name="web"].image`,
    place: 'argo/root/web.yaml:13',
  },
  {
    kubectl: merge('deployment', 'shop', 'web', { spec: { replicas: 5 } }),
    found: 'Deployment web: .spec.replicas',
    place: 'argo/overlay/patch.yaml:6',
  },
  {
    kubectl: strategic('web', 'shop', { name: 'web', env: [{ name: 'DEBUG', value: '1' }] }),
    found: `Deployment web: ${CONTAINERS}[name="web"].env[name="DEBUG"]`,
    place: 'argo/base/deployment.yaml:1',
  },
  {
    kubectl: strategic('web', 'shop', { name: 'sidecar', image: 'x' }),
    found: `Deployment web: ${CONTAINERS}[name="sidecar"]`,
    place: 'argo/base/deployment.yaml:1',
  },
  {
    kubectl: strategic('web', 'shop', { name: 'web', env: [{ name: 'LEVEL', value: 'debug' }] }),
    found: `Deployment web: ${CONTAINERS}[name="web"].env[name="LEVEL"].value`,
    place: 'argo/base/deployment.yaml:21',
  },
  {
    kubectl: merge('service', 'shop', 'web', { spec: { externalIPs: ['192.0.2.1'] } }),
    found: 'Service web: .spec.externalIPs',
    place: 'argo/base/service.yaml:1',
  },
  {
    kubectl: merge('service', 'shop', 'web', { spec: { selector: { app: 'other' } } }),
    found: 'Service web: .spec.selector.app',
    place: 'argo/base/service.yaml:7',
  },
  {
    kubectl: merge('configmap', 'shop', 'settings', { data: { level: 'debug' } }),
    found: 'ConfigMap settings: .data.level',
    place: 'argo/base/settings.yaml:6',
  },
  {
    kubectl: merge('configmap', 'shop', 'settings', { data: { colour: null } }),
    found: 'ConfigMap settings: .data.colour',
    place: 'argo/base/settings.yaml:7',
  },
  {
    kubectl: merge('configmap', 'shop', 'settings', { data: { extra: 'x' } }),
    found: 'ConfigMap settings: .data.extra',
    place: 'argo/base/settings.yaml:1',
  },
  {
    kubectl: merge('configmap', 'shop', 'flags', { data: { beta: 'on' } }),
    found: 'ConfigMap flags: .data.beta',
    place: 'argo/plain/flags.yaml:6',
  },
  {
    kubectl: merge('configmap', 'shop', 'flags', { metadata: { annotations: { note: 'x' } } }),
    found: 'ConfigMap flags: .metadata.annotations.note',
    place: 'argo/plain/flags.yaml:1',
  },
  {
    kubectl: merge('role', 'shop', 'reader', { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['*'] }] }),
    found: 'Role reader: .rules[0].verbs',
    place: 'argo/plain/role.yaml:8',
  },
  { kubectl: ['delete', 'configmap', 'gone', '-n', 'shop'], found: 'ConfigMap gone: missing', place: 'argo/plain/gone.yaml:1' },
  {
    kubectl: merge('namespace', 'shop', 'shop', { metadata: { labels: { team: 'other' } } }),
    found: 'Namespace shop: .metadata.labels.team',
    place: 'argo/root/web.yaml:1',
  },
  {
    kubectl: strategic('api', 'apps', { name: 'api', image: 'example.com/api:v9' }),
    found: `Deployment api: ${CONTAINERS}[name="api"].image`,
    place: 'apps/api/deployment.yaml:17',
  },
  {
    kubectl: merge('deployment', 'apps', 'api', { spec: { replicas: 1 } }),
    found: 'Deployment api: .spec.replicas',
    place: 'apps/api/deployment.yaml:6',
  },
  {
    kubectl: merge('configmap', 'apps', 'api-settings', { data: { region: 'us' } }),
    found: 'ConfigMap api-settings: .data.region',
    place: 'apps/api/settings.yaml:6',
  },
  {
    kubectl: merge('configmap', 'apps', 'api-settings', { metadata: { labels: { owner: 'me' } } }),
    found: 'ConfigMap api-settings: .metadata.labels.owner',
    place: 'clusters/prod/apps.yaml:21',
  },
  {
    kubectl: ['set', 'image', 'deployment/worker', '-n', 'shop', '--field-manager=kubectl-set', 'worker=example.com/worker:v8'],
    found: `Deployment worker: ${CONTAINERS}[name="worker"].image`,
    place: 'argo/overlay/kustomization.yaml:15',
  },
  {
    kubectl: merge('deployment', 'shop', 'worker', { spec: { replicas: 1 } }),
    found: 'Deployment worker: .spec.replicas',
    place: 'argo/overlay/kustomization.yaml:18',
  },
  {
    kubectl: strategic('worker', 'shop', { name: 'worker', env: [{ name: 'LEVEL', value: 'debug' }] }),
    found: `Deployment worker: ${CONTAINERS}[name="worker"].env[name="LEVEL"].value`,
    place: 'argo/overlay/kustomization.yaml:12',
  },
  {
    kubectl: strategic('worker', 'shop', { name: 'worker', args: ['serve', '--fast'] }),
    found: `Deployment worker: ${CONTAINERS}[name="worker"].args`,
    place: 'argo/base/worker.yaml:18',
  },
  {
    kubectl: merge('deployment', 'shop', 'worker', { metadata: { labels: { tier: 'frontend' } } }),
    found: 'Deployment worker: .metadata.labels.tier',
    place: 'argo/overlay/kustomization.yaml:21',
  },
  {
    kubectl: merge('configmap', 'shop', 'limits', { data: { CPU: '8' } }),
    found: 'ConfigMap limits: .data.CPU',
    place: 'argo/overlay/kustomization.yaml:25',
  },
  {
    kubectl: merge('deployment', 'apps', 'api', { spec: { minReadySeconds: 0 } }),
    found: 'Deployment api: .spec.minReadySeconds',
    place: 'clusters/prod/apps.yaml:18',
  },
  {
    kubectl: merge('application', 'argocd', 'plain', { spec: { source: { targetRevision: 'mine' } } }),
    found: 'Application plain: .spec.source.targetRevision',
    place: 'argo/root/plain.yaml:11',
  },
  {
    kubectl: merge('kustomization', 'flux-system', 'apps', { spec: { suspend: true } }),
    found: 'Kustomization apps: .spec.suspend',
    place: 'clusters/prod/apps.yaml:1',
  },
];
