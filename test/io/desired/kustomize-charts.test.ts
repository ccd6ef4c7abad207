import assert from 'node:assert/strict';
import { test } from 'node:test';
import { digestOf, packChart, startChartHost } from '../../support/chart-host.ts';
import { makeRepository } from '../../support/git-repository.ts';
import { bodiesOf, gapsOf, readAt, readFiles, renderByHand } from '../../support/read-rendered.ts';
import { findTestTool, openTestWorkbench } from '../../support/workbench.ts';

const CHART = {
  'Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.2.3\n',
  'values.yaml': 'size: 1\nextra: none\n',
  'crds/widget.yaml':
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.com}\nspec: {group: example.com}\n',
  'templates/db.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-db", namespace: "{{ .Release.Namespace }}"}\ndata: {size: "{{ .Values.size }}", extra: "{{ .Values.extra }}"}\n',
};

function vendor(folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(CHART).map(([path, text]) => [`${folder}/${path}`, text]));
}

/** A base with a chart, an overlay that patches what it rendered, and values in every way. */
const PROJECT = {
  ...vendor('base/charts/db'),
  ...vendor('base/charts/db-1.2.3/db'),
  'base/kustomization.yaml': [
    'helmCharts:',
    '- {name: db, releaseName: plain}',
    '- name: db',
    '  repo: https://charts.example.com',
    '  version: 1.2.3',
    '  releaseName: full',
    '  namespace: data',
    '  includeCRDs: true',
    '  valuesFile: values/db.yaml',
    '  additionalValuesFiles: [values/more.yaml]',
    '  valuesInline: {size: 9}',
    '',
  ].join('\n'),
  'base/values/db.yaml': 'size: 5\nextra: file\n',
  'base/values/more.yaml': 'extra: more\n',
  'overlay/kustomization.yaml':
    'resources: [../base]\nnamePrefix: p-\npatches:\n- target: {kind: ConfigMap, name: full-db}\n  patch: |\n    - {op: replace, path: /data/size, value: "12"}\n',
};

test('charts that lie beside a kustomization are inflated as kubectl kustomize --enable-helm does', async (t) => {
  const folder = makeRepository(t, PROJECT);
  const { objects, hooks, unchecked, revisions } = await readAt(folder, { path: 'overlay' });
  const helm = await findTestTool('helm');
  assert.deepEqual(unchecked, []);
  assert.deepEqual(
    bodiesOf([...objects, ...hooks]),
    await renderByHand('kubectl', ['kustomize', 'overlay', '--enable-helm', `--helm-command=${helm}`], folder),
  );
  assert.deepEqual(objects.map(({ name }) => name).sort(), ['p-full-db', 'p-plain-db', 'widgets.example.com']);
  assert.equal(revisions[0]?.resolved, undefined, 'nothing came from elsewhere');
});

test('a chart that does not lie there is fetched, from a host that the operator names', async (t) => {
  const archive = packChart('db', CHART);
  const { host, asked } = await startChartHost(t, {
    '/charts/index.yaml': 'apiVersion: v1\nentries:\n  db:\n  - {name: db, version: 1.2.3, urls: [db.tgz]}\n',
    '/charts/db.tgz': archive,
  });
  const files = { 'kustomization.yaml': `helmCharts:\n- {name: db, repo: "http://${host}/charts", version: ^1.2, releaseName: r}\n` };
  const { objects, revisions } = await readFiles(t, files, {
    bench: openTestWorkbench({}, undefined, { allowLoopback: true, hosts: [host] }),
  });
  assert.deepEqual(
    objects.map(({ name, body }) => [name, body['data']]),
    [['r-db', { size: '1', extra: 'none' }]],
  );
  assert.deepEqual(revisions[0]?.resolved, [
    { type: 'chart', name: 'db', wanted: '^1.2', found: '1.2.3', digest: digestOf(archive), moves: true },
  ]);
  assert.equal(asked.length, 2);
  const strange = await readFiles(t, files, { bench: openTestWorkbench({}, undefined, { allowLoopback: true }) });
  assert.match(gapsOf(strange)[0] ?? '', /it needs the chart db of 127\.0\.0\.1:\d+, which is not in charts\//);
  assert.equal(asked.length, 2, 'nobody asked for it');
});

test('what a chart makes anew each time is compared by presence', async (t) => {
  const files = {
    'charts/db/Chart.yaml': CHART['Chart.yaml'],
    'charts/db/values.yaml': '',
    'charts/db/templates/a.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\ndata: {password: "{{ randAlphaNum 20 }}", size: "1"}\n',
    'kustomization.yaml': 'helmCharts: [{name: db, releaseName: r}]\n',
  };
  const { objects } = await readFiles(t, files);
  assert.ok(objects[0]?.again !== undefined);
});

test('an archive that leads out of its folder puts nothing there', async (t) => {
  const archive = packChart('db', { ...CHART, '../../../kustomization.yaml': 'resources: []\n', '../escape.yaml': 'a: 1\n' });
  const { host } = await startChartHost(t, {
    '/index.yaml': 'apiVersion: v1\nentries:\n  db:\n  - {name: db, version: 1.2.3, urls: [db.tgz]}\n',
    '/db.tgz': archive,
  });
  const files = { 'kustomization.yaml': `helmCharts:\n- {name: db, repo: "http://${host}", version: 1.2.3, releaseName: r}\n` };
  const bench = openTestWorkbench({}, undefined, { allowLoopback: true, hosts: [host] });
  assert.deepEqual(
    (await readFiles(t, files, { bench })).objects.map(({ name }) => name),
    ['r-db'],
  );
});

test('what would have Helm read or fetch something else is refused by name', async (t) => {
  const gap = async (kustomization: string, more: Record<string, string> = {}): Promise<string> =>
    gapsOf(await readFiles(t, { ...vendor('charts/db'), 'kustomization.yaml': kustomization, ...more })).join('\n');
  const chart = (more: string): string => `helmCharts: [{name: db${more}}]\n`;
  assert.match(
    await gap(chart(', releaseName: "--post-renderer=/bin/sh"')),
    /holds "--post-renderer=\/bin\/sh", which Helm would take for an option/,
  );
  assert.match(await gap(chart(', apiVersions: ["--debug"]')), /which Helm would take for an option/);
  assert.match(await gap('helmCharts: [{name: ../../etc}]\n'), /is not the name of a chart/);
  assert.match(await gap('helmCharts: [{name: gone}]\n'), /needs the chart gone, and there is no folder charts\/gone/);
  assert.match(
    await gap(chart(', valuesFile: "http://169.254.169.254/v"')),
    /names the values file "http:.*", which is not in the repository/,
  );
  assert.match(await gap(chart(', valuesFile: ../../v.yaml')), /which is not in the repository/);
  assert.match(await gap(`helmGlobals: {configHome: x}\n${chart('')}`), /configHome is a folder of settings of Helm/);
  assert.match(await gap(`helmGlobals: {chartHome: ../../x}\n${chart('')}`), /would lie out of the repository/);
  const plugin = 'apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: {name: x}\nname: db\nrepo: http://127.0.0.1:1/\n';
  assert.match(await gap(`generators: [p.yaml]\n${chart('')}`, { 'p.yaml': plugin }), /has a plugin HelmChartInflationGenerator/);
  const folder = { 'p/kustomization.yaml': 'resources: [x.yaml]\n', 'p/x.yaml': plugin };
  assert.match(await gap(`generators: [p]\n${chart('')}`, folder), /takes plugins from the folder p, which is not done beside charts/);
});

test('without Helm the kustomization says what is missing', async (t) => {
  const bench = openTestWorkbench();
  const findTool: typeof bench.findTool = async (name) =>
    name === 'helm' ? { type: 'missing', message: 'there is no helm' } : bench.findTool(name);
  const desired = await readFiles(
    t,
    { ...vendor('charts/db'), 'kustomization.yaml': 'helmCharts: [{name: db}]\n' },
    { bench: { ...bench, findTool } },
  );
  assert.match(gapsOf(desired)[0] ?? '', /not-rendered: .*there is no helm/);
});
