import type { Files } from '../../support/git-repository.ts';

/** How the objects name the repository; the configuration of the test says where it really is. */
export const REPOSITORY = 'https://git.example.com/org/mono.git';

const application = (name: string, path: string, more = ''): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  namespace: argocd
spec:
  project: default
  source:
    repoURL: ${REPOSITORY}
    path: ${path}
    targetRevision: main
${more}  destination:
    server: https://kubernetes.default.svc
    namespace: shop
`;

const deployment = (name: string, image: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: ${image}
          args: [serve]
          env:
            - name: LEVEL
              value: info
`;

const configMap = (name: string, ...lines: readonly string[]): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n${lines.map((line) => `  ${line}\n`).join('')}`;

/** An Application of Applications, one of them a kustomization that the Application changes further; and a Flux monorepo with variables. */
export const FILES: Files = {
  'argo/root/root.yaml': application('root', 'argo/root'),
  'argo/root/web.yaml': `${application('web', 'argo/overlay', '    kustomize:\n      images: ["example.com/web:v2"]\n')}  syncPolicy:
    syncOptions: [CreateNamespace=true]
    managedNamespaceMetadata:
      labels:
        team: shop
`,
  'argo/root/plain.yaml': application('plain', 'argo/plain'),
  'argo/base/deployment.yaml': deployment('web', 'example.com/web:v1'),
  'argo/base/service.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    - name: http\n      port: 80\n',
  'argo/base/settings.yaml': configMap('settings', 'level: info', 'colour: blue'),
  'argo/base/worker.yaml': deployment('worker', 'example.com/worker:v1'),
  'argo/base/kustomization.yaml': 'resources: [deployment.yaml, service.yaml, settings.yaml, worker.yaml]\n',
  'argo/overlay/patch.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n',
  'argo/overlay/kustomization.yaml': `namespace: shop
resources:
  - ../base
patches:
  - path: patch.yaml
  - target:
      kind: Deployment
      name: worker
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/env/0/value
        value: warn
images:
  - name: example.com/worker
    newTag: v7
replicas:
  - name: worker
    count: 4
labels:
  - pairs:
      tier: backend
configMapGenerator:
  - name: limits
    literals:
      - CPU=2
    options:
      disableNameSuffixHash: true
`,
  'argo/plain/flags.yaml': configMap('flags', 'beta: "off"'),
  'argo/plain/role.yaml':
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: reader\nrules:\n  - apiGroups: [""]\n    resources: [pods]\n    verbs: [get]\n',
  'argo/plain/gone.yaml': configMap('gone', 'a: b'),
  'argo/plain/deeper/not-delivered.yaml': configMap('not-delivered', 'a: b'),
  'clusters/prod/flux-system.yaml': `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 1m0s
  url: ssh://git@git.example.com/org/mono.git
  ref:
    branch: main
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: flux-system
  namespace: flux-system
spec:
  interval: 10m0s
  path: ./clusters/prod
  prune: true
  sourceRef:
    kind: GitRepository
    name: flux-system
`,
  'clusters/prod/apps.yaml': `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m0s
  path: ./apps
  prune: true
  targetNamespace: apps
  patches:
    - patch: |
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: api
        spec:
          minReadySeconds: 5
  commonMetadata:
    labels:
      owner: platform
  postBuild:
    substitute:
      region: eu
    substituteFrom:
      - kind: ConfigMap
        name: vars
  sourceRef:
    kind: GitRepository
    name: flux-system
`,
  'clusters/prod/vars.yaml': configMap('vars', 'size: "4"').replace('name: vars', 'name: vars\n  namespace: flux-system'),
  'apps/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: apps\n',
  'apps/api/deployment.yaml': deployment('api', 'example.com/api:v1').replace('replicas: 2', 'replicas: ${size}'),
  'apps/api/settings.yaml': configMap('api-settings', 'region: ${region:=us}', 'mode: ${mode:=fast}'),
};
