/** What is compared of Flux's HelmReleases, beside `helm template` with the values that the release comes to, and `kubectl kustomize` behind it. */
import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JsonObject } from '../../../functions/core/json.ts';
import { bodiesOf, renderByHand } from '../../support/read-rendered.ts';
import { mergeFixtures, readTold, TOLD_REPOSITORY } from '../../support/read-told.ts';
import { runByHand } from '../../support/workbench.ts';

const SOURCES: readonly JsonObject[] = [
  {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'shop', namespace: 'apps' },
    spec: { url: TOLD_REPOSITORY, ref: { branch: 'main' } },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'web-values', namespace: 'apps' },
    data: { 'values.yaml': 'replicas: 4\nimage: {tag: "3"}\npassword: p\n', more: 'image: {tag: "4"}\n', size: '2Gi', port: '8080' },
  },
];
const CHART = { spec: { chart: './charts/web', sourceRef: { kind: 'GitRepository', name: 'shop' } } };

interface Case {
  readonly title: string;
  readonly spec: JsonObject;
  /** Release, and what Helm is told by hand. */
  readonly args: readonly string[];
  readonly values?: JsonObject;
  readonly kustomization?: JsonObject;
}

const CASES: readonly Case[] = [
  {
    title: 'values inline, in its own namespace',
    spec: { chart: CHART, values: { replicas: 2, password: 'p' } },
    args: ['web', '--namespace=apps'],
    values: { replicas: 2, password: 'p' },
  },
  {
    title: 'values of ConfigMaps, later ones over earlier ones, inline ones over all',
    spec: {
      chart: CHART,
      targetNamespace: 'front',
      valuesFrom: [
        { kind: 'ConfigMap', name: 'web-values' },
        { kind: 'ConfigMap', name: 'web-values', valuesKey: 'more' },
        { kind: 'ConfigMap', name: 'web-values', valuesKey: 'size', targetPath: 'cache.size' },
        { kind: 'ConfigMap', name: 'web-values', valuesKey: 'port', targetPath: 'service.port' },
        { kind: 'ConfigMap', name: 'web-values', valuesKey: 'none', optional: true },
      ],
      values: { cache: { enabled: true }, ingresses: ['one.example.com'] },
    },
    args: ['front-web', '--namespace=front'],
    values: {
      replicas: 4,
      password: 'p',
      image: { tag: '4' },
      cache: { enabled: true, size: '2Gi' },
      service: { port: 8080 },
      ingresses: ['one.example.com'],
    },
  },
  {
    title: 'values files of the repository, a release name of its own and no definitions',
    spec: {
      releaseName: 'shop',
      chart: { spec: { ...CHART.spec, valuesFiles: ['charts/web/values.yaml', './charts/environments/prod.yaml'] } },
      install: { crds: 'Skip' },
      values: { password: 'p' },
    },
    args: ['shop', '--namespace=apps', '--values=charts/environments/prod.yaml'],
    values: { password: 'p' },
  },
  {
    title: 'post-renderers, one after the other',
    spec: {
      chart: CHART,
      values: { password: 'p' },
      postRenderers: [
        { kustomize: { patches: [{ target: { kind: 'Deployment' }, patch: '- {op: replace, path: /spec/replicas, value: 9}' }] } },
        { kustomize: { images: [{ name: 'shop/web', newTag: '9' }] } },
      ],
    },
    args: ['web', '--namespace=apps', '--include-crds'],
    values: { password: 'p' },
    kustomization: {
      patches: [{ target: { kind: 'Deployment' }, patch: '- {op: replace, path: /spec/replicas, value: 9}' }],
      images: [{ name: 'shop/web', newTag: '9' }],
    },
  },
];

for (const { title, spec, args, values = {}, kustomization } of CASES) {
  test(`a HelmRelease with ${title}: the same objects`, async (t) => {
    const release = { apiVersion: 'helm.toolkit.fluxcd.io/v2', kind: 'HelmRelease', metadata: { name: 'web', namespace: 'apps' }, spec };
    const text = [...SOURCES, release].map((object) => JSON.stringify(object)).join('\n---\n');
    const clone = mergeFixtures(t, { charts: 'chart' }, { 'objects/all.yaml': text });
    const told = (await readTold(clone, 'flux')).find(({ object }) => object.kind === 'HelmRelease');
    assert.deepEqual(told?.problems, []);
    // Helm looks for dependencies in the chart.
    cpSync(join(clone, 'charts/common'), join(clone, 'charts/web/charts/common'), { recursive: true });
    writeFileSync(join(clone, 'by-hand.json'), JSON.stringify(values));
    const [name = '', ...flags] = args;
    const crds = spec['install'] === undefined && !flags.includes('--include-crds') ? ['--include-crds'] : [];
    const command = ['template', name, 'charts/web', ...flags, ...crds, '--values=by-hand.json'];
    if (kustomization === undefined) {
      assert.deepEqual(bodiesOf(told?.objects ?? []), await renderByHand('helm', command, clone));
      return;
    }
    writeFileSync(join(clone, 'rendered.yaml'), await runByHand('helm', command, clone));
    writeFileSync(join(clone, 'kustomization.yaml'), JSON.stringify({ ...kustomization, resources: ['rendered.yaml'] }));
    assert.deepEqual(bodiesOf(told?.objects ?? []), await renderByHand('kubectl', ['kustomize', '.'], clone));
  });
}
