/** Which values set the fields of a chart's objects: found by rendering with marks in their place, with the real program. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HelmRequest } from '../../../functions/core/rendering-request.ts';
import { type Files, makeRepository } from '../../support/git-repository.ts';
import { locateLeaves, readRendered } from '../../support/locate-leaves.ts';

const CHART: Files = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\nappVersion: "9.9"\n',
  'chart/values.yaml': `replicas: 2
image:
  repository: shop/web
  tag: "1.0"
service:
  port: 80
  type: ClusterIP
hosts:
  - name: a.example.com
  - name: b.example.com
level: info
debug: info
`,
  'chart/templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}
  labels:
    version: v{{ .Chart.AppVersion }}
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
          args: [serve]
          env:
            - name: LEVEL
              value: {{ .Values.level | quote }}
            - name: HOST
              value: https://{{ (index .Values.hosts 1).name }}/
`,
  'chart/templates/service.yaml': `{{- if not (has .Values.service.type (list "ClusterIP" "NodePort")) }}{{ fail "no such type" }}{{ end -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ .Release.Name }}
spec:
  type: {{ .Values.service.type }}
  loadBalancerClass: x{{ .Values.service.port }}
`,
  'prod.yaml': 'image:\n  tag: "2.0"\n# many\nreplicas: 5\n',
};
const REQUEST: HelmRequest = {
  type: 'helm',
  chart: { type: 'path' },
  releaseName: 'web',
  namespace: 'shop',
  valuesFiles: ['/prod.yaml'],
};
const CONTAINER = '.spec.template.spec.containers[name="web"]';

async function placesOf(t: Parameters<typeof makeRepository>[0], kind: string, request: HelmRequest = REQUEST, files: Files = CHART) {
  const read = await readRendered(makeRepository(t, files), { path: 'chart', rendering: request });
  assert.deepEqual(read.desired.unchecked, []);
  const object = read.desired.objects.find((each) => each.kind === kind);
  assert.ok(object);
  return locateLeaves(object, read);
}

test('a field is set by the last values that say what it is made of', async (t) => {
  assert.deepEqual(await placesOf(t, 'Deployment'), {
    '.spec.replicas': 'prod.yaml:4 value /replicas',
    [`${CONTAINER}.image`]: 'prod.yaml:2 value /image/tag',
    [`${CONTAINER}.env[name="LEVEL"].value`]: 'chart/values.yaml:11 value /level',
    [`${CONTAINER}.env[name="HOST"].value`]: 'chart/values.yaml:10 value /hosts/1/name',
  });
});

test('what cannot be rendered with marks proves nothing', async (t) => {
  assert.deepEqual(await placesOf(t, 'Service'), {});
});

test('values and parameters of an Application are set in its manifest, where it is declared', async (t) => {
  const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  source:
    path: chart
    helm:
      valueFiles: [/prod.yaml]
      values: |
        level: warn
      parameters:
        - name: replicas
          value: "7"
`;
  const request: HelmRequest = {
    ...REQUEST,
    values: { level: 'warn' },
    parameters: [{ name: 'replicas', value: '7' }],
    settings: {
      tool: 'argo-cd',
      origin: { source: 'apps', file: 'apps/web.yaml', line: 1 },
      at: [{ field: 'spec' }, { field: 'source' }, { field: 'helm' }],
    },
  };
  const places = await placesOf(t, 'Deployment', request, { ...CHART, 'apps/web.yaml': application });
  assert.equal(places['.spec.replicas'], 'apps/web.yaml:13 value /spec/source/helm/parameters/0/value');
  assert.equal(places[`${CONTAINER}.env[name="LEVEL"].value`], 'apps/web.yaml:10 value /spec/source/helm/values > /level');
  assert.equal(places[`${CONTAINER}.image`], 'prod.yaml:2 value /image/tag');
});
