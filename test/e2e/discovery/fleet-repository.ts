import type { Files } from '../../support/git-repository.ts';

/** A repository with a bundle of each sort, and what is done by hand to what Fleet delivered of it. */

export const REPOSITORY = 'https://git.example.com/org/bundles';

const deployment = (name: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec:
      containers:
        - name: web
          image: example.com/${name}:v1
`;

export const FILES: Files = {
  'plain/fleet.yaml': `defaultNamespace: plain
namespaceLabels: {team: shop}
yaml: {overlays: [prod]}
diff:
  comparePatches:
    - {apiVersion: v1, kind: ConfigMap, name: cache, namespace: plain, jsonPointers: [/data/at]}
`,
  'plain/web.yaml': deployment('web'),
  'plain/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata:\n  mode: slow\n',
  'plain/cache.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cache}\ndata:\n  at: none\n',
  'plain/overlays/prod/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata:\n  mode: fast\n',
  'plain/overlays/dev/settings.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata:\n  mode: off\n',
  'kustomized/fleet.yaml': 'namespace: forced\nkustomize: {dir: prod}\n',
  'kustomized/base/kustomization.yaml': 'resources: [api.yaml]\n',
  'kustomized/base/api.yaml': deployment('api'),
  'kustomized/prod/kustomization.yaml': 'resources: [../base]\nimages: [{name: example.com/api, newTag: v2}]\n',
  'charted/fleet.yaml': `defaultNamespace: charted
helm:
  chart: chart
  releaseName: db
  values: {replicas: 1}
  valuesFiles: [values-eu.yaml]
targetCustomizations:
  - {name: local, clusterSelector: {matchLabels: {env: prod}}, helm: {values: {mode: safe}}}
`,
  'charted/values-eu.yaml': 'region: eu\n',
  'charted/chart/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
  'charted/chart/values.yaml': 'mode: fast\nregion: us\n',
  'charted/chart/templates/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: "{{ .Release.Name }}-settings"}
data:
  region: {{ .Values.region }}
  mode: {{ .Values.mode }}
`,
};

/** As Fleet's objects say it. */
export const OBJECTS = `apiVersion: fleet.cattle.io/v1alpha1
kind: GitRepo
metadata: {name: bundles, namespace: fleet-local}
spec:
  repo: ${REPOSITORY}
  branch: main
  targets: [{name: local, clusterSelector: {matchLabels: {env: prod}}}]
---
apiVersion: fleet.cattle.io/v1alpha1
kind: Cluster
metadata: {name: local, namespace: fleet-local, labels: {env: prod}}
spec: {}
`;

/** What Fleet makes of them. */
export const DELIVERED: Readonly<Record<string, readonly string[]>> = {
  plain: [String(FILES['plain/web.yaml']), String(FILES['plain/overlays/prod/settings.yaml']), String(FILES['plain/cache.yaml'])],
  forced: [deployment('api').replace('api:v1', 'api:v2')],
  charted: ['apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db-settings}\ndata: {region: eu, mode: safe}\n'],
};

export const CHANGES: readonly { readonly kubectl: readonly string[]; readonly found: string; readonly place: string }[] = [
  {
    kubectl: ['scale', 'deployment/web', '-n', 'plain', '--replicas=5'],
    found: 'Deployment web: .spec.replicas',
    place: 'plain/web.yaml:6',
  },
  {
    kubectl: ['patch', 'configmap/settings', '-n', 'plain', '-p', '{"data":{"mode":"slow"}}'],
    found: 'ConfigMap settings: .data.mode',
    place: 'plain/overlays/prod/settings.yaml:5',
  },
  {
    kubectl: ['set', 'image', 'deployment/api', '-n', 'forced', 'web=example.com/api:v1'],
    found: 'Deployment api: .spec.template.spec.containers[name="web"].image',
    place: 'kustomized/',
  },
  {
    kubectl: ['patch', 'configmap/db-settings', '-n', 'charted', '-p', '{"data":{"region":"us"}}'],
    found: 'ConfigMap db-settings: .data.region',
    place: 'charted/',
  },
  {
    kubectl: ['label', 'namespace/plain', 'team=other', '--overwrite'],
    found: 'Namespace plain: .metadata.labels.team',
    place: '',
  },
];
