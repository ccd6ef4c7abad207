import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Workbench } from '../../../functions/io/rendering/workbench.ts';
import { commitFiles, configMap, type Files, makeFolder, makeRepository, runGit } from '../../support/git-repository.ts';
import { bodiesOf, copyFixture, gapsOf, readAt, readFiles, renderByHand } from '../../support/read-rendered.ts';
import { openTestWorkbench } from '../../support/workbench.ts';

const bench = openTestWorkbench();

const OVERLAY: Files = {
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'base/web.yaml': configMap('web'),
  'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\nnamespace: prod\n',
};

for (const overlay of ['overlays/prod', 'overlays/staging', 'plugins', 'generated']) {
  test(`what Kustomize makes of ${overlay} is what is compared, object by object`, async (t) => {
    const folder = copyFixture(t, 'kustomize');
    const desired = await readAt(folder, { path: overlay });
    assert.deepEqual(desired.unchecked, []);
    assert.ok(desired.objects.length > 0);
    assert.deepEqual(bodiesOf(desired.objects), await renderByHand('kubectl', ['kustomize', overlay], folder));
  });
}

test('each object is traced to the file and line it was made of', async (t) => {
  const folder = copyFixture(t, 'kustomize');
  const { objects } = await readAt(folder, { path: 'overlays/prod' });
  assert.deepEqual(
    objects.map(({ kind, name, origin: { file, line } }) => `${kind} ${name.replace(/-[a-z0-9]{10}$/, '-HASH')} ${file}:${line}`).sort(),
    [
      'ConfigMap prod-settings-HASH base/kustomization.yaml:10',
      'Deployment prod-web base/web.yaml:2',
      'HorizontalPodAutoscaler prod-web components/scaling/autoscaler.yaml:1',
      'NetworkPolicy prod-deny overlays/prod/policy.yaml:1',
      'Secret prod-token-HASH overlays/prod/kustomization.yaml:11',
      'Service prod-web base/web.yaml:30',
    ],
  );
});

test('an object whose annotations a patch replaced is traced to its manifest, not to a patch that is called like it', async (t) => {
  const patch = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web, annotations: {a: b, $patch: replace}}\n';
  const { objects } = await readFiles(t, {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': configMap('web'),
    'a-patch/web.yaml': patch,
    'a-patch/kustomization.yaml': 'resources: [../base]\nnamePrefix: eu-\npatches: [{path: web.yaml}]\n',
  });
  assert.deepEqual(
    objects.map(({ name, origin }) => `${name} ${origin.file}`),
    ['eu-web base/web.yaml'],
  );
});

test('only roots are built: what another kustomization takes in is part of it', async (t) => {
  const { objects, unchecked } = await readFiles(t, OVERLAY);
  assert.deepEqual(
    objects.map(({ name, namespace }) => `${namespace}/${name}`),
    ['prod/prod-web'],
  );
  assert.deepEqual(unchecked, []);
});

test('a base outside the path is found in the repository', async (t) => {
  const { objects } = await readFiles(t, OVERLAY, { path: 'prod' });
  assert.deepEqual(
    objects.map(({ name, origin }) => `${name} ${origin.file}`),
    ['prod-web base/web.yaml'],
  );
});

test('a kustomization that only lists is read as its files stand, without the tool', async (t) => {
  const files = { 'kustomization.yaml': 'resources: [a.yaml]\n', 'a.yaml': configMap('a') };
  const missing: Workbench = { ...bench, findTool: async () => ({ type: 'missing', message: 'kubectl is missing' }) };
  const { objects, unchecked } = await readFiles(t, files, { bench: missing });
  assert.deepEqual([objects.map(({ name }) => name), unchecked], [['a'], []]);
});

test('two overlays below the path that declare the same are one question each, and the rest is compared', async (t) => {
  const desired = await readFiles(t, {
    ...OVERLAY,
    'prod/kustomization.yaml': 'resources: [../base]\nlabels: [{pairs: {env: prod}}]\n',
    'dev/kustomization.yaml': 'resources: [../base]\nlabels: [{pairs: {env: dev}}]\n',
    'tools/kustomization.yaml': 'resources: [t.yaml]\nnamePrefix: x-\n',
    'tools/t.yaml': configMap('t'),
  });
  assert.deepEqual(
    desired.objects.map(({ name }) => name),
    ['x-t'],
  );
  assert.deepEqual(gapsOf(desired), [
    'dev/kustomization.yaml declared-twice: it declares ConfigMap web, and so does prod: name the folder that is meant for this cluster with the path of the source',
    'prod/kustomization.yaml declared-twice: it declares ConfigMap web, and so does dev: name the folder that is meant for this cluster with the path of the source',
  ]);
});

test('an overlay of the request is laid into the kustomization', async (t) => {
  const { objects } = await readFiles(t, OVERLAY, {
    path: 'prod',
    rendering: {
      type: 'kustomize',
      overlay: {
        namePrefix: 'eu-',
        patches: [{ target: { kind: 'ConfigMap' }, patch: '- {op: replace, path: /data/key, value: patched}' }],
      },
    },
  });
  assert.deepEqual(
    objects.map(({ name, body }) => [name, body['data']]),
    [['eu-web', { key: 'patched' }]],
  );
});

const WITHOUT_KUSTOMIZATION: Files = {
  'apps/a.yaml': configMap('a'),
  'apps/empty.yaml': '# Nothing yet.\n',
  'apps/sub/kustomization.yaml': 'resources: [b.yaml]\nnameSuffix: -s\n',
  'apps/sub/b.yaml': configMap('b'),
  'apps/.sops.yaml': 'creation_rules: []\n',
};

test('a folder without a kustomization is built as Flux does', async (t) => {
  const { objects, unchecked } = await readFiles(t, WITHOUT_KUSTOMIZATION, {
    path: 'apps',
    rendering: { type: 'kustomize', overlay: { namespace: 'flux' } },
  });
  assert.deepEqual(unchecked, []);
  assert.deepEqual(
    objects.map(({ name, namespace, origin }) => `${namespace}/${name} ${origin.file}`),
    ['flux/a apps/a.yaml', 'flux/b-s apps/sub/b.yaml'],
  );
});

test('YAML that is no manifest keeps a folder without a kustomization from being built, unless it is left out', async (t) => {
  const files: Files = { ...WITHOUT_KUSTOMIZATION, 'apps/values.yaml': 'x: 1\n', 'apps/sub/values.yaml': 'x: 1\n' };
  const rendering = { type: 'kustomize', as: 'flux' } as const;
  assert.match(
    gapsOf(await readFiles(t, files, { path: 'apps', rendering })).join(),
    /apps\/values\.yaml is no manifest, and Flux refuses/,
  );
  const left = { ...files, '.sourceignore': 'values.yaml\na.yaml\n', 'apps/.sourceignore': '!a.yaml\n' };
  assert.deepEqual(
    (await readFiles(t, left, { path: 'apps', rendering })).objects.map(({ name }) => name),
    ['a', 'b-s'],
  );
  const told = await readFiles(t, files, { path: 'apps', rendering: { ...rendering, sourceIgnore: '/apps/*.yaml\n!/apps/a.yaml' } });
  assert.deepEqual(
    told.objects.map(({ name }) => name),
    ['a', 'b-s'],
  );
});

test('files outside the folder are taken in where Flux takes them in, and only there', async (t) => {
  const files: Files = { 'apps/kustomization.yaml': 'resources: [../a.yaml]\nnamePrefix: x-\n', 'a.yaml': configMap('a') };
  const flux = await readFiles(t, files, { path: 'apps', rendering: { type: 'kustomize', as: 'flux' } });
  assert.deepEqual([flux.objects.map(({ name }) => name), flux.unchecked], [['x-a'], []]);
  assert.match(gapsOf(await readFiles(t, files, { path: 'apps', rendering: { type: 'kustomize' } })).join(), /not in or below/);
});

test('a build that fails is a gap with its reason, and other files are compared', async (t) => {
  const desired = await readFiles(t, {
    'bad/kustomization.yaml': 'namePrefix: x-\nresources: [gone.yaml]\n',
    'ok.yaml': configMap('ok'),
    'odd/kustomization.yaml': 'namePrefix: x\nnoSuchField: 1\n',
  });
  assert.deepEqual(
    desired.objects.map(({ name }) => name),
    ['ok'],
  );
  assert.deepEqual(gapsOf(desired), [
    'bad/kustomization.yaml render-failed: a kustomization with namePrefix cannot be rendered: bad/kustomization.yaml names resources: "gone.yaml", which is not there',
    'odd/kustomization.yaml render-failed: a kustomization with namePrefix, noSuchField cannot be rendered: kubectl failed: invalid Kustomization: json: unknown field "noSuchField"',
  ]);
});

test('a file that cannot be read is a gap of what takes it in, and others are compared', async (t) => {
  const folder = makeRepository(t, {
    ...OVERLAY,
    'prod/notes.txt': 'notes',
    'prod/kustomization.yaml': 'resources: [../base]\nconfigMapGenerator: [{name: n, files: [notes.txt]}]\n',
    'ok/ok.yaml': configMap('ok'),
  });
  const oid = runGit(folder, ['rev-parse', 'HEAD:prod/notes.txt']);
  rmSync(join(folder, '.git/objects', oid.slice(0, 2), oid.slice(2)));
  const desired = await readAt(folder);
  assert.deepEqual(
    desired.objects.map(({ name }) => name),
    ['ok'],
  );
  assert.match(
    gapsOf(desired).join('\n'),
    /prod\/kustomization\.yaml render-failed: .*prod\/notes\.txt cannot be read: its object is missing/,
  );
});

test('without the tool it says what is missing and what to do', async (t) => {
  const missing: Workbench = { ...bench, findTool: async (name) => ({ type: 'missing', message: `${name} is missing: put it on PATH` }) };
  const desired = await readFiles(t, { ...OVERLAY, 'plain/p.yaml': configMap('p') }, { bench: missing });
  assert.deepEqual(
    desired.objects.map(({ name }) => name),
    ['p'],
  );
  assert.deepEqual(gapsOf(desired), [
    'prod/kustomization.yaml not-rendered: a kustomization with namePrefix, namespace: kubectl is missing: put it on PATH; or exclude it with .plumblineignore',
  ]);
});

test('what was rendered before is not rendered again, until a file that it takes in changes', async (t) => {
  const folder = makeRepository(t, OVERLAY);
  let asked = 0;
  const counting: Workbench = {
    ...openTestWorkbench({}, makeFolder(t)),
    inTurn: (work) => {
      asked++;
      return work();
    },
  };
  const first = await readAt(folder, { bench: counting });
  commitFiles(folder, { 'docs/other.md': 'x' });
  const second = await readAt(folder, { bench: counting });
  assert.equal(asked, 1);
  assert.deepEqual(second.objects, first.objects);
  commitFiles(folder, { 'base/web.yaml': configMap('web', 'changed') });
  assert.deepEqual((await readAt(folder, { bench: counting })).objects[0]?.body['data'], { key: 'changed' });
  assert.equal(asked, 2);
});
