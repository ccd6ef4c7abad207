import assert from 'node:assert/strict';
import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { SourceRef } from '../../../functions/core/check.ts';
import type { DesiredState } from '../../../functions/core/desired-state.ts';
import { type ReadDesired, readDesired } from '../../../functions/io/desired/desired.ts';
import { commitFiles, configMap, type Files, makeFolder, makeRepository, runGit, writeFiles } from '../../support/git-repository.ts';

const SECRET = 'hunter2-must-not-show';

function refTo(url: string, more: Partial<SourceRef> = {}): SourceRef {
  return { id: 'apps', url, revision: 'HEAD', path: '', defaultNamespace: 'shop', worktree: false, ...more };
}

async function readFiles(t: TestContext, files: Files, more: Partial<SourceRef> = {}): Promise<DesiredState> {
  return (await readAll(makeRepository(t, files), more)).desired;
}

function readAll(folder: string, more: Partial<SourceRef> = {}): Promise<ReadDesired> {
  return readDesired([refTo(folder, more)], { cacheDir: '/nonexistent' });
}

function namesOf(desired: DesiredState): string[] {
  return desired.objects.map((object) => object.name);
}

function gapsOf(desired: DesiredState): string[] {
  return desired.unchecked.map(({ file, line, reason }) => [file, ...(line === undefined ? [] : [line]), reason].join(' '));
}

test('every manifest below the path is read, with its place; everything else is not even mentioned', async (t) => {
  const desired = await readFiles(
    t,
    {
      'apps/a.yaml': `${configMap('a')}---\n${configMap('b')}`,
      'apps/deep/er/c.json': JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' } }),
      'apps/readme.md': '# kind: apiVersion',
      'other/d.yml': configMap('d'),
    },
    { path: 'apps' },
  );
  assert.deepEqual(
    desired.objects.map(({ name, origin, document }) => [name, origin.file, origin.line, document]),
    [
      ['a', 'apps/a.yaml', 1, 0],
      ['b', 'apps/a.yaml', 8, 1],
      ['c', 'apps/deep/er/c.json', 1, 0],
    ],
  );
  assert.deepEqual([desired.unchecked, desired.setAside], [[], []]);
  assert.equal(desired.objects[0]?.defaultNamespace, 'shop');
});

test('the path may be one file', async (t) => {
  const desired = await readFiles(t, { 'apps/a.yaml': configMap('a'), 'apps/b.yaml': configMap('b') }, { path: 'apps/b.yaml' });
  assert.deepEqual(namesOf(desired), ['b']);
});

test('one bad file is named with its line and the others are read', async (t) => {
  const desired = await readFiles(t, {
    'a.yaml': `${configMap('a')}---\nkind: Secret\napiVersion: v1\nstringData: {p: ${SECRET}, "unclosed\n---\n${configMap('b')}`,
    'c.yaml': configMap('c'),
    'double.yaml': `apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData:\n  password: ${SECRET}\n  password: ${SECRET}\n`,
    'latin.yaml': Buffer.from(`${configMap('latin')}# caf\xe9 ${SECRET}\n`, 'latin1'),
    'lfs.yaml': 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n',
  });
  assert.deepEqual(namesOf(desired), ['a', 'b', 'c']);
  assert.deepEqual(gapsOf(desired), [
    'a.yaml 11 invalid-yaml',
    'double.yaml 6 duplicate-key',
    'latin.yaml not-utf8',
    'lfs.yaml lfs-pointer',
  ]);
  assert.doesNotMatch(JSON.stringify([desired.unchecked, desired.setAside]), new RegExp(SECRET));
});

test('a link inside the repository is followed once, one out of it is named and never read', async (t) => {
  const desired = await readFiles(
    t,
    {
      'apps/a.yaml': configMap('a'),
      'apps/again.yaml': { link: 'a.yaml' },
      'apps/shared.yaml': { link: '../shared/s.yaml' },
      'apps/folder': { link: '../shared/deep' },
      'apps/loop': { link: '../apps' },
      'apps/self.yaml': { link: 'self.yaml' },
      'apps/passwd.yaml': { link: '/etc/passwd' },
      'apps/up.yaml': { link: '../../up.yaml' },
      'apps/nothing.yaml': { link: 'nothing-there.yaml' },
      'shared/s.yaml': configMap('s'),
      'shared/deep/d.yaml': configMap('d'),
    },
    { path: 'apps' },
  );
  assert.deepEqual(
    desired.objects.map(({ name, origin }) => `${name} ${origin.file}`),
    ['a apps/a.yaml', 'd shared/deep/d.yaml', 's shared/s.yaml'],
  );
  assert.deepEqual(gapsOf(desired), [
    'apps/nothing.yaml unreadable',
    'apps/passwd.yaml outside-repository',
    'apps/self.yaml unreadable',
    'apps/up.yaml outside-repository',
  ]);
});

test('links of uncommitted files are held to the same rule', async (t) => {
  const folder = makeFolder(t);
  const outside = makeFolder(t);
  writeFiles(outside, { 'o.yaml': configMap('outside') });
  writeFiles(folder, { 'a.yaml': configMap('a'), 'out.yaml': { link: join(outside, 'o.yaml') }, out: { link: outside } });
  const { desired } = await readAll(folder, { worktree: true });
  assert.deepEqual(namesOf(desired), ['a']);
  assert.deepEqual(gapsOf(desired), ['out outside-repository', 'out.yaml outside-repository']);
});

test('an empty folder is a gap, not an empty cluster', async (t) => {
  assert.deepEqual(gapsOf(await readFiles(t, { 'apps/readme.md': 'x', 'apps/values.json': '{}' }, { path: 'apps' })), [
    'apps empty-source',
  ]);
  const folder = makeRepository(t, { 'a.yaml': configMap('a') });
  runGit(folder, ['rm', '-q', 'a.yaml']);
  commitFiles(folder, {}, 1);
  assert.deepEqual(gapsOf((await readAll(folder)).desired), ['. empty-source']);
  assert.deepEqual(gapsOf(await readFiles(t, { '.plumblineignore': '*\n', 'a.yaml': configMap('a') })), ['. empty-source']);
});

test('.plumblineignore leaves files out, and says so, from the root down', async (t) => {
  const desired = await readFiles(
    t,
    {
      '.plumblineignore': '# examples\nexamples/\n*.test.yaml\n',
      'apps/.plumblineignore': '/local.yaml\n!keep.test.yaml\n',
      'apps/a.yaml': configMap('a'),
      'apps/local.yaml': 'broken: [',
      'apps/x.test.yaml': configMap('x'),
      'apps/keep.test.yaml': configMap('keep'),
      'apps/examples/e.yaml': configMap('e'),
    },
    { path: 'apps' },
  );
  assert.deepEqual(namesOf(desired), ['a', 'keep']);
  assert.deepEqual(desired.unchecked, []);
  assert.deepEqual(
    desired.setAside.map(({ file, reason }) => `${file} ${reason}`),
    ['apps/examples/ ignored', 'apps/local.yaml ignored', 'apps/x.test.yaml ignored'],
  );
});

test('a submodule is a gap: its files are in another repository', async (t) => {
  const inner = makeRepository(t, { 'i.yaml': configMap('inner') });
  const outer = makeRepository(t, { 'a.yaml': configMap('a') });
  runGit(outer, ['submodule', 'add', '-q', inner, 'vendor']);
  commitFiles(outer, {}, 1);
  for (const worktree of [false, true]) {
    const { desired } = await readAll(outer, { worktree });
    assert.deepEqual([namesOf(desired), gapsOf(desired)], [['a'], ['vendor unreadable']]);
  }
});

test('a file whose object is gone is a gap, and the others are read', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('a'), 'b.yaml': configMap('b') });
  const blob = runGit(folder, ['rev-parse', 'HEAD:a.yaml']);
  const place = join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2));
  chmodSync(place, 0o644);
  rmSync(place);
  const { desired } = await readAll(folder);
  assert.deepEqual([namesOf(desired), gapsOf(desired)], [['b'], ['a.yaml unreadable']]);
});

test('a folder whose object is gone is a gap, and a repository whose root is gone is broken', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('a'), 'sub/b.yaml': configMap('b') });
  const removeObject = (name: string): void => {
    const oid = runGit(folder, ['rev-parse', name]);
    rmSync(join(folder, '.git/objects', oid.slice(0, 2), oid.slice(2)), { force: true });
  };
  removeObject('HEAD:sub');
  const { desired } = await readAll(folder);
  assert.deepEqual([namesOf(desired), gapsOf(desired)], [['a'], ['sub unreadable']]);
  removeObject('HEAD^{tree}');
  await assert.rejects(readAll(folder, { path: 'a.yaml' }), { code: 'git-broken' });
});

test('charts and kustomizations that change their files are one gap each, and their files are not taken for manifests', async (t) => {
  const desired = await readFiles(t, {
    'plain.yaml': configMap('plain'),
    'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'chart/values.yaml': 'replicas: 1\n',
    'chart/templates/web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n',
    'chart/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
    'overlay/kustomization.yaml': 'namePrefix: prod-\nresources:\n- ../base\n',
    'base/kustomization.yaml': 'resources:\n- web.yaml\n',
    'base/web.yaml': configMap('web'),
    'listed/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n- in.yaml\n',
    'listed/in.yaml': configMap('in'),
    'listed/left-out.yaml': configMap('left-out'),
  });
  assert.deepEqual(namesOf(desired), ['in', 'plain']);
  assert.deepEqual(gapsOf(desired), ['chart/Chart.yaml not-rendered', 'overlay/kustomization.yaml not-rendered']);
  assert.deepEqual(
    desired.setAside.map(({ file, reason }) => `${file} ${reason}`),
    [
      'base/kustomization.yaml kustomization',
      'base/web.yaml kustomization',
      'chart/Chart.yaml helm-template',
      'chart/charts/db/Chart.yaml helm-template',
      'chart/templates/web.yaml helm-template',
      'chart/values.yaml helm-values',
      'listed/kustomization.yaml kustomization',
      'listed/left-out.yaml kustomization',
      'overlay/kustomization.yaml kustomization',
    ],
  );
});

test('the text of a file and its earlier texts can be had again', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('a', 'old') });
  commitFiles(folder, { 'a.yaml': configMap('a', 'new') }, 1);
  const { sources } = await readAll(folder);
  assert.equal(await sources.readText('apps', 'a.yaml'), configMap('a', 'new'));
  assert.equal(await sources.readText('apps', 'nope.yaml'), undefined);
  assert.deepEqual(
    (await sources.readHistory('apps', 'a.yaml')).map(({ text }) => text),
    [configMap('a', 'old')],
  );
  assert.deepEqual(await sources.readHistory('other', 'a.yaml'), []);
});

test('several sources are read in their order, each with its revision', async (t) => {
  const [one, two] = [makeRepository(t, { 'a.yaml': configMap('a') }), makeRepository(t, { 'b.yaml': configMap('b') })];
  const sources = [refTo(one, { id: 'one' }), refTo(two, { id: 'two', defaultNamespace: 'infra' })];
  const { desired } = await readDesired(sources, { cacheDir: '/nonexistent' });
  assert.deepEqual(
    desired.revisions.map(({ source, commit }) => [source, commit.length]),
    [
      ['one', 40],
      ['two', 40],
    ],
  );
  assert.deepEqual(
    desired.objects.map(({ name, origin, defaultNamespace }) => [name, origin.source, defaultNamespace]),
    [
      ['a', 'one', 'shop'],
      ['b', 'two', 'infra'],
    ],
  );
});
