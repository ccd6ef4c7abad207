import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DesiredObject } from '../../../functions/core/desired-state.ts';
import type { HelmRequest } from '../../../functions/core/rendering-request.ts';
import type { Workbench } from '../../../functions/io/rendering/workbench.ts';
import { makeFolder } from '../../support/git-repository.ts';
import { bodiesOf, copyFixture, gapsOf, readAt, readFiles, renderByHand } from '../../support/read-rendered.ts';
import { openTestWorkbench } from '../../support/workbench.ts';

const REQUEST: HelmRequest = {
  type: 'helm',
  chart: { type: 'path' },
  releaseName: 'r',
  namespace: 'front',
  valuesFiles: ['/environments/prod.yaml'],
  parameters: [{ name: 'password', value: '0123', asString: true }],
};

function nameOf({ kind, name, origin }: DesiredObject): string {
  return `${kind} ${name} ${origin.file}:${origin.line}`;
}

test('what Helm makes of a chart is what is compared, object by object', async (t) => {
  const folder = copyFixture(t, 'chart');
  const desired = await readAt(folder, { path: 'web', rendering: REQUEST });
  assert.deepEqual(desired.unchecked, []);
  // By hand, the dependency has to be put where Helm looks for it.
  const args = [
    'template',
    'r',
    'web',
    '--namespace=front',
    '--include-crds',
    '--values=environments/prod.yaml',
    '--set-string=password=0123',
  ];
  const vendored = copyFixture(t, 'chart');
  const { cpSync } = await import('node:fs');
  cpSync(`${vendored}/common`, `${vendored}/web/charts/common`, { recursive: true });
  assert.deepEqual(bodiesOf([...desired.objects, ...desired.hooks]), await renderByHand('helm', args, vendored));
});

test('each object is traced to its template, hooks are set apart, and the namespace is that of the release', async (t) => {
  const { objects, hooks } = await readAt(copyFixture(t, 'chart'), { path: 'web', rendering: REQUEST });
  assert.deepEqual(objects.map(nameOf).sort(), [
    'ConfigMap r-cache web/charts/cache/templates/cache.yaml:1',
    'ConfigMap r-settings web/templates/settings.yaml:1',
    'CustomResourceDefinition widgets.example.com web/crds/widgets.yaml:1',
    'Deployment r-web web/templates/web.yaml:2',
    'Ingress one-example-com web/templates/ingress.yaml:3',
    'Ingress two-example-com web/templates/ingress.yaml:3',
    'Secret r-web web/templates/secret.yaml:1',
    'Service r-web web/templates/web.yaml:26',
  ]);
  assert.deepEqual(hooks.map(({ kind, name }) => `${kind} ${name}`).sort(), ['Job r-migrate', 'Pod r-test']);
  assert.ok(objects.every(({ defaultNamespace }) => defaultNamespace === 'front'));
});

test('values are laid over each other: files, then the inline ones, then parameters', async (t) => {
  const rendering: HelmRequest = {
    ...REQUEST,
    values: { replicas: 5, image: { tag: '1.5' } },
    parameters: [{ name: 'image.tag', value: '1.6' }],
  };
  const { objects } = await readAt(copyFixture(t, 'chart'), { path: 'web', rendering });
  const web = JSON.stringify(objects.find(({ kind }) => kind === 'Deployment')?.body);
  assert.match(web, /"replicas":5/);
  assert.match(web, /shop\/web:1\.6/);
});

test('a chart at the path of the source is rendered as it stands, under its own name', async (t) => {
  const { objects, unchecked } = await readAt(copyFixture(t, 'chart'), { path: 'web' });
  assert.deepEqual(unchecked, []);
  assert.ok(objects.some(({ kind, name }) => kind === 'Deployment' && name === 'web-web'));
});

test('a chart among other files is a gap: nobody knows its release and its values', async (t) => {
  const desired = await readAt(copyFixture(t, 'chart'));
  assert.deepEqual(
    desired.unchecked.map(({ file, reason }) => `${file} ${reason}`),
    ['common/Chart.yaml not-rendered', 'web/Chart.yaml not-rendered'],
  );
});

test('what a chart makes anew at every rendering is known: only that it is there will be compared', async (t) => {
  const { objects } = await readAt(copyFixture(t, 'chart'), { path: 'web', rendering: { ...REQUEST, parameters: [] } });
  const unstable = objects.filter(({ again }) => again !== undefined);
  assert.deepEqual(
    unstable.map(({ kind, name }) => `${kind} ${name}`),
    ['Secret r-web'],
  );
});

test('a time in a template is known to be one, and a random name is no name', async (t) => {
  const { objects, setAside } = await readFiles(t, {
    'Chart.yaml': 'name: t\nversion: 1.0.0\n',
    'templates/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {at: "{{ now | unixEpoch }}"}\n',
    'templates/b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "b-{{ randAlpha 8 | lower }}"}\n',
  });
  assert.deepEqual(
    objects.map(({ name, again }) => [name, again !== undefined]),
    [['a', true]],
  );
  assert.match(
    setAside.find(({ reason }) => reason === 'generate-name')?.message ?? '',
    /^ConfigMap b-\w+ is called otherwise at every rendering/,
  );
});

test('templates see what the cluster serves', async (t) => {
  const bench: Workbench = {
    ...openTestWorkbench(),
    capabilities: async () => ({ kubeVersion: 'v1.31.7-eks-1', apiVersions: ['apps/v1', 'example.com/v1', 'example.com/v1/Widget'] }),
  };
  const { objects } = await readAt(copyFixture(t, 'chart'), { path: 'web', rendering: REQUEST, bench });
  const settings = objects.find(({ name }) => name === 'r-settings');
  assert.deepEqual(settings?.body['data'], { files: 'notes\n', kubernetes: 'v1.31.7-eks-1', widgets: 'true' });
});

test('post-renderers patch what the chart rendered, and origins stay', async (t) => {
  const rendering: HelmRequest = {
    ...REQUEST,
    postRender: { patches: [{ target: { kind: 'Deployment' }, patch: '- {op: replace, path: /spec/replicas, value: 9}' }] },
  };
  const { objects } = await readAt(copyFixture(t, 'chart'), { path: 'web', rendering });
  const web = objects.find(({ kind }) => kind === 'Deployment');
  assert.match(JSON.stringify(web?.body), /"replicas":9/);
  assert.equal(web && nameOf(web), 'Deployment r-web web/templates/web.yaml:2');
});

test('a chart that cannot be rendered is one gap with its reason', async (t) => {
  const gaps = async (rendering: Partial<HelmRequest>): Promise<string[]> =>
    gapsOf(await readAt(copyFixture(t, 'chart'), { path: 'web', rendering: { ...REQUEST, ...rendering } }));
  assert.deepEqual(await gaps({ valuesFiles: ['nothing.yaml'] }), [
    'web render-failed: the chart cannot be rendered: the values file "nothing.yaml" is not there',
  ]);
  assert.deepEqual(await gaps({ valuesFiles: ['nothing.yaml'], ignoreMissingValuesFiles: true }), []);
  assert.deepEqual(await gaps({ valuesFiles: ['../../x.yaml'] }), [
    'web render-failed: the chart cannot be rendered: the values file "../../x.yaml" leads out of the repository',
  ]);
  assert.match(
    (await gaps({ values: { image: 'text' } }))[0] ?? '',
    /render-failed: the chart cannot be rendered: helm failed: .*web\.yaml.*image/,
  );
});

test('a dependency that is neither vendored nor allowed is named', async (t) => {
  const chart = (more: string) => ({
    'Chart.yaml': `name: t\nversion: 1.0.0\ndependencies:\n- {name: db, ${more}}\n`,
    'templates/a.yaml': '',
  });
  assert.match(
    gapsOf(await readFiles(t, chart('version: 1.2.3, repository: "https://charts.example.com"')))[0] ?? '',
    /needs the chart db of charts\.example\.com, which is not in charts\/: vendor it/,
  );
  assert.match(gapsOf(await readFiles(t, chart('version: 1.2.3, repository: "file://../../x"')))[0] ?? '', /leads out of the repository/);
  assert.match(gapsOf(await readFiles(t, chart('version: 1.2.3, repository: "@mine"')))[0] ?? '', /nobody but your machine knows/);
});

test('the second rendering is kept too: a chart that was rendered before runs nothing', async (t) => {
  const folder = copyFixture(t, 'chart');
  const kept = openTestWorkbench({}, makeFolder(t));
  const first = await readAt(folder, { path: 'web', rendering: { ...REQUEST, parameters: [] }, bench: kept });
  const idle: Workbench = {
    ...kept,
    inTurn: () => {
      throw new Error('a tool is run');
    },
  };
  assert.deepEqual((await readAt(folder, { path: 'web', rendering: { ...REQUEST, parameters: [] }, bench: idle })).objects, first.objects);
});
