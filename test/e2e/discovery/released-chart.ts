/** A chart with what charts usually hold, and what is done by hand to what it installed. */

export const PASSWORD = 'password-of-the-chart';

export const CHART: Readonly<Record<string, string>> = {
  'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.2.3\n',
  'values.yaml': 'replicas: 2\npassword: ""\nclusterRole: yes please\n',
  'crds/widgets.yaml': `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.com}
spec:
  group: example.com
  scope: Namespaced
  names: {kind: Widget, plural: widgets, singular: widget}
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}}
`,
  'templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels: {app: {{ .Release.Name }}}
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: {{ .Release.Name }}}}
  template:
    metadata: {labels: {app: {{ .Release.Name }}}}
    spec:
      serviceAccountName: {{ .Release.Name }}
      containers:
        - name: web
          image: example.com/web:v1
          resources: {limits: {cpu: 1000m, memory: 1024Mi}}
          ports: [{containerPort: 8080}]
`,
  'templates/service.yaml': `apiVersion: v1
kind: Service
metadata: {name: {{ .Release.Name }}}
spec:
  selector: {app: {{ .Release.Name }}}
  ports:
    - port: 80
      targetPort: 8080
`,
  'templates/settings.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  mode: fast
---
apiVersion: v1
kind: Secret
metadata: {name: login}
stringData:
  password: {{ .Values.password }}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: {{ .Release.Name }}}
`,
  'templates/role.yaml': `{{- if ne .Values.clusterRole "no" }}
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: web-reader}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [get]}]
{{- end }}
`,
  'templates/hook.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: hooked
  annotations: {"helm.sh/hook": post-install}
data: {at: install}
`,
};

/** As people do it, and what is to be found of it. */
export const CHANGES: readonly { readonly kubectl: readonly string[]; readonly found: string }[] = [
  { kubectl: ['scale', 'deployment/web', '-n', 'shop', '--replicas=5'], found: 'Deployment shop/web: .spec.replicas' },
  {
    kubectl: ['set', 'image', 'deployment/web', '-n', 'shop', 'web=example.com/web:v2'],
    found: 'Deployment shop/web: .spec.template.spec.containers[name="web"].image',
  },
  {
    kubectl: ['patch', 'configmap/settings', '-n', 'shop', '-p', '{"data":{"mode":"slow"}}'],
    found: 'ConfigMap shop/settings: .data.mode',
  },
  {
    kubectl: ['patch', 'secret/login', '-n', 'shop', '-p', '{"stringData":{"password":"another"}}'],
    found: 'Secret shop/login: .data.password',
  },
  {
    kubectl: ['patch', 'clusterrole/web-reader', '--type=json', '-p', '[{"op":"add","path":"/rules/0/verbs/-","value":"delete"}]'],
    found: 'ClusterRole /web-reader: .rules[0].verbs',
  },
  { kubectl: ['delete', 'service/web', '-n', 'shop'], found: 'Service shop/web: missing' },
  { kubectl: ['label', 'serviceaccount/other', '-n', 'other', 'by=hand'], found: 'ServiceAccount other/other: .metadata.labels.by' },
];
