import assert from 'node:assert/strict';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { SourceRef } from '../../../functions/core/check.ts';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { openSource } from '../../../functions/io/git-source.ts';
import type { SourceTree } from '../../../functions/io/source-tree.ts';
import { commitFiles, configMap, makeFolder, makeRepository, runGit, writeFiles } from '../../support/git-repository.ts';

const OPTIONS = { cacheDir: '/nonexistent' };

function refTo(url: string, more: Partial<SourceRef> = {}): SourceRef {
  return { id: 'apps', url, revision: 'HEAD', path: '', defaultNamespace: 'default', worktree: false, ...more };
}

async function readText(tree: SourceTree, path: string): Promise<string> {
  return new TextDecoder().decode(await tree.read(path));
}

async function failureOf(opening: Promise<unknown>): Promise<PlumblineError> {
  const error = await opening.catch((thrown: unknown) => thrown);
  assert.ok(error instanceof PlumblineError, String(error));
  return error;
}

test('what is committed is read, not what lies in the folder', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('committed') });
  writeFiles(folder, { 'a.yaml': configMap('edited') });
  assert.equal(await readText(await openSource(refTo(folder), OPTIONS), 'a.yaml'), configMap('committed'));
  const now = await openSource(refTo(folder, { worktree: true }), OPTIONS);
  assert.equal(await readText(now, 'a.yaml'), configMap('edited'));
  assert.deepEqual(now.revision, { source: 'apps', url: folder, revision: 'HEAD', commit: 'worktree' });
});

test('branches, tags, shortened commits and earlier commits are found by name', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('first') });
  runGit(folder, ['tag', '-a', 'v1', '-m', 'one']);
  const first = runGit(folder, ['rev-parse', 'HEAD']);
  commitFiles(folder, { 'a.yaml': configMap('second') }, 1);
  runGit(folder, ['branch', 'feature/x']);
  runGit(folder, ['gc', '-q']);
  commitFiles(folder, { 'a.yaml': configMap('third') }, 2);
  const read = async (revision: string): Promise<string> => readText(await openSource(refTo(folder, { revision }), OPTIONS), 'a.yaml');
  assert.equal(await read('v1'), configMap('first'));
  assert.equal(await read(first), configMap('first'));
  assert.equal(await read(first.slice(0, 8)), configMap('first'));
  assert.equal(await read('feature/x'), configMap('second'));
  assert.equal(await read('main'), configMap('third'));
  assert.equal(await read(''), configMap('third'));
});

test('a folder inside a repository stands for itself', async (t) => {
  const folder = makeRepository(t, { 'apps/web/a.yaml': configMap('web'), 'b.yaml': configMap('b') });
  const tree = await openSource(refTo(join(folder, 'apps'), { path: 'web' }), OPTIONS);
  assert.equal(tree.path, 'apps/web');
});

test('linked worktrees, submodules, bare repositories and clones that borrow their objects are repositories', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web') });
  const other = makeFolder(t);
  runGit(folder, ['worktree', 'add', '-q', '-b', 'side', join(other, 'linked')]);
  const side = commitFiles(join(other, 'linked'), { 'a.yaml': configMap('side') }, 1);
  runGit(folder, ['clone', '-q', '--bare', folder, join(other, 'bare.git')]);
  runGit(folder, ['clone', '-q', '--shared', folder, join(other, 'shared')]);
  const holder = makeRepository(t, { 'x.yaml': configMap('x') });
  runGit(holder, ['submodule', 'add', '-q', folder, 'nested']);

  const linked = await openSource(refTo(join(other, 'linked')), OPTIONS);
  assert.deepEqual([linked.revision.commit, await readText(linked, 'a.yaml')], [side, configMap('side')]);
  for (const place of [join(other, 'bare.git'), join(other, 'shared'), join(holder, 'nested')]) {
    assert.equal(await readText(await openSource(refTo(place), OPTIONS), 'a.yaml'), configMap('web'), place);
  }
});

test('a folder that is no repository is explained, and can be compared as it is', async (t) => {
  const folder = makeFolder(t);
  writeFiles(folder, { 'a.yaml': configMap('web') });
  const error = await failureOf(openSource(refTo(folder), OPTIONS));
  assert.equal(error.code, 'git-not-found');
  assert.match(error.advice ?? '', /--worktree/);
  assert.equal(await readText(await openSource(refTo(folder, { worktree: true }), OPTIONS), 'a.yaml'), configMap('web'));
});

test('a folder, a revision and a path that are not there are errors that say what is', async (t) => {
  const folder = makeRepository(t, { 'apps/a.yaml': configMap('web') });
  assert.match((await failureOf(openSource(refTo(join(folder, 'nope')), OPTIONS))).message, /there is no folder .*nope/);
  const revision = await failureOf(openSource(refTo(folder, { revision: 'mian' }), OPTIONS));
  assert.deepEqual([revision.code, revision.advice], ['git-not-found', 'It has "main".']);
  assert.match(revision.message, /no branch, tag or commit "mian"/);
  const path = await failureOf(openSource(refTo(folder, { path: 'app' }), OPTIONS));
  assert.deepEqual([path.code, path.advice], ['git-not-found', 'Its folders are "apps".']);
  const outside = await failureOf(openSource(refTo(folder, { path: '../x' }), OPTIONS));
  assert.match(outside.message, /leaves the repository/);
});

test('a repository without a commit, and one in a format that is not read, say so', async (t) => {
  const empty = makeFolder(t);
  runGit(empty, ['init', '-q', '-b', 'main']);
  assert.match((await failureOf(openSource(refTo(empty), OPTIONS))).message, /no commits yet/);
  const other = makeFolder(t);
  runGit(other, ['init', '-q', '--object-format=sha256', '-b', 'main']);
  commitFiles(other, { 'a.yaml': configMap('web') });
  const error = await failureOf(openSource(refTo(other), OPTIONS));
  assert.deepEqual([error.code, /objectformat = sha256/.test(error.message)], ['git-broken', true]);
  assert.equal(error.advice, 'Compare its files with --worktree.');
});

test('a commit whose object is gone is a broken repository', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web') });
  const commit = runGit(folder, ['rev-parse', 'HEAD']);
  rmSync(join(folder, '.git/objects', commit.slice(0, 2), commit.slice(2)));
  const error = await failureOf(openSource(refTo(folder), OPTIONS));
  assert.deepEqual([error.code, error.advice], ['git-broken', 'Run `git fsck` there.']);
});

test('uncommitted files are those that git would take: not ignored ones, not .git, not node_modules', async (t) => {
  const folder = makeRepository(t, {
    '.gitignore': 'secret/\n*.tmp.yaml\n',
    'a.yaml': configMap('a'),
    'sub/.gitignore': '!keep.tmp.yaml\n',
  });
  writeFiles(folder, {
    'new.yaml': configMap('new'),
    'x.tmp.yaml': configMap('tmp'),
    'sub/keep.tmp.yaml': configMap('keep'),
    'secret/s.yaml': configMap('s'),
    'node_modules/m/m.yaml': configMap('m'),
  });
  const tree = await openSource(refTo(folder, { worktree: true }), OPTIONS);
  const paths = [...(await tree.list('')), ...(await tree.list('sub'))].map((entry) => entry.path);
  assert.deepEqual(paths, ['.gitignore', 'a.yaml', 'new.yaml', 'sub', 'sub/.gitignore', 'sub/keep.tmp.yaml']);
});

test('the history of a file has each earlier text once, newest first, and ends where the commits end', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web', 'one') });
  commitFiles(folder, { 'b.yaml': configMap('b') }, 1);
  commitFiles(folder, { 'a.yaml': configMap('web', 'two') }, 2);
  runGit(folder, ['checkout', '-q', '-b', 'side']);
  commitFiles(folder, { 'a.yaml': configMap('web', 'three') }, 3);
  runGit(folder, ['checkout', '-q', 'main']);
  commitFiles(folder, { 'c.yaml': configMap('c') }, 4);
  runGit(folder, ['merge', '-q', '--no-ff', 'side', '-m', 'merge'], 5);
  commitFiles(folder, { 'a.yaml': configMap('web', 'four') }, 6);
  const tree = await openSource(refTo(folder), OPTIONS);
  const history = await tree.readHistory('a.yaml', 30);
  assert.deepEqual(
    history.map(({ text }) => /key: (.*)/.exec(text)?.[1]),
    ['three', 'two', 'one'],
  );
  assert.deepEqual(
    history.map(({ committedAt }) => committedAt.slice(14, 16)),
    ['05', '04', '01'],
  );
  assert.deepEqual((await tree.readHistory('a.yaml', 1)).length, 1);
  assert.deepEqual(await tree.readHistory('nope.yaml', 30), []);
});

test('the history of a shallow clone ends at its edge', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web', 'one') });
  for (const minute of [1, 2, 3]) commitFiles(folder, { 'a.yaml': configMap('web', `at ${minute}`) }, minute);
  const clone = join(makeFolder(t), 'clone');
  runGit(folder, ['clone', '-q', '--depth', '2', `file://${folder}`, clone]);
  const history = await (await openSource(refTo(clone), OPTIONS)).readHistory('a.yaml', 30);
  assert.equal(history.length, 1);
});

test('damaged objects are never read as something else', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web'), 'b.yaml': configMap('other') });
  const [a, b] = ['a', 'b'].map((name) => runGit(folder, ['rev-parse', `HEAD:${name}.yaml`])) as [string, string];
  const place = (oid: string): string => join(folder, '.git/objects', oid.slice(0, 2), oid.slice(2));
  rmSync(place(a));
  copyFileSync(place(b), place(a));
  const tree = await openSource(refTo(folder), OPTIONS);
  await assert.rejects(tree.read('a.yaml'), /is damaged/);
});

test('a range of versions is the newest tag in it, unless something is called so', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('1.2.0') });
  for (const [i, tag] of ['v1.2.0', 'v1.10.0', '1.9.0', 'v2.0.0-rc.1', '1.11'].entries()) {
    commitFiles(folder, { 'a.yaml': configMap(tag) }, i + 1);
    runGit(folder, i % 2 === 0 ? ['tag', '-a', tag, '-m', tag] : ['tag', tag]);
  }
  const read = async (revision: string) => {
    const tree = await openSource(refTo(folder, { revision }), OPTIONS);
    return [await readText(tree, 'a.yaml'), tree.revision.resolved];
  };
  const stoodFor = (wanted: string, found: string) => [configMap(found), [{ type: 'tag', name: 'apps', wanted, found, moves: true }]];
  assert.deepEqual(await read('1.x'), stoodFor('1.x', 'v1.10.0'));
  assert.deepEqual(await read('=1.2.0'), stoodFor('=1.2.0', 'v1.2.0'));
  assert.deepEqual(await read('>=2.0.0-0'), stoodFor('>=2.0.0-0', 'v2.0.0-rc.1'));
  runGit(folder, ['branch', '1.x', 'v1.2.0']);
  assert.deepEqual(await read('1.x'), [configMap('v1.2.0'), undefined]);
  assert.match((await failureOf(openSource(refTo(folder, { revision: '3.x' }), OPTIONS))).message, /has no branch, tag or commit "3\.x"/);
  assert.match((await failureOf(openSource(refTo(folder, { revision: '1.2' }), OPTIONS))).message, /has no branch, tag or commit "1\.2"/);
});
