import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, truncateSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { SourceRef } from '../../../functions/core/check.ts';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { type OpenOptions, openSource } from '../../../functions/io/git-source.ts';
import type { SourceTree } from '../../../functions/io/source-tree.ts';
import { startGitHost } from '../../support/git-host.ts';
import { commitFiles, configMap, makeFolder, makeRepository, runGit } from '../../support/git-repository.ts';

const TOKEN = 'token-that-must-not-show';

function refTo(url: string, revision = 'main', path = ''): SourceRef {
  return { id: 'apps', url, revision, path, defaultNamespace: 'default', worktree: false };
}

function optionsFor(t: TestContext, more: Partial<OpenOptions> = {}): OpenOptions {
  return { cacheDir: makeFolder(t), deadlineMs: 20_000, ...more };
}

async function readText(tree: SourceTree, path: string): Promise<string> {
  return new TextDecoder().decode(await tree.read(path));
}

async function failureOf(opening: Promise<unknown>): Promise<PlumblineError> {
  const error = await opening.then(
    () => assert.fail('it opened'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof PlumblineError, String(error));
  assert.doesNotMatch(`${error.message} ${error.advice} ${String(error.cause)}`, new RegExp(TOKEN));
  return error;
}

test('a remote is read at a branch, without a checkout, and says commit and time', async (t) => {
  const folder = makeRepository(t, { 'apps/web.yaml': configMap('web') });
  const host = await startGitHost(t, folder);
  const tree = await openSource(refTo(host.url), optionsFor(t));
  assert.equal(await readText(tree, 'apps/web.yaml'), configMap('web'));
  const commit = runGit(folder, ['rev-parse', 'HEAD']);
  const at = '2026-01-01T00:00:00Z';
  const ada = { name: 'Ada', email: 'ada@example.com', at };
  assert.deepEqual(tree.revision, {
    source: 'apps',
    url: host.url,
    revision: 'main',
    commit,
    committedAt: at,
    author: ada,
    committer: ada,
  });
});

test('the default branch, a tag that was annotated, and a commit that no branch ends at are found', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('first') });
  const first = runGit(folder, ['rev-parse', 'HEAD']);
  runGit(folder, ['tag', '-a', 'v1', '-m', 'one']);
  commitFiles(folder, { 'a.yaml': configMap('second') }, 1);
  commitFiles(folder, { 'a.yaml': configMap('third') }, 2);
  const host = await startGitHost(t, folder);
  const options = optionsFor(t);
  const read = async (revision: string): Promise<string> => readText(await openSource(refTo(host.url, revision), options), 'a.yaml');
  assert.equal(await read('v1'), configMap('first'));
  assert.equal(await read('HEAD'), configMap('third'));
  assert.equal(await read(''), configMap('third'));
  assert.equal(await read(first), configMap('first'));
  assert.equal(await read(runGit(folder, ['rev-parse', 'HEAD~1'])), configMap('second'));
  assert.equal(await read('refs/heads/main'), configMap('third'));
});

test('a new clone holds as many commits as were asked for, and no more', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': 'first: 1\nlast: 0\n' });
  const first = runGit(folder, ['rev-parse', 'HEAD']);
  for (const at of [1, 2, 3, 4]) commitFiles(folder, { 'a.yaml': `first: 1\nlast: ${at}\n` }, at);
  const host = await startGitHost(t, folder);
  const ask = async (historyDepth: number | undefined, revision = 'main') => {
    const tree = await openSource(refTo(host.url, revision), optionsFor(t, historyDepth === undefined ? {} : { historyDepth }));
    const told = await tree.blame([{ file: 'a.yaml', line: 1, endLine: 1 }]);
    return { earlier: (await tree.readHistory('a.yaml', 100)).length, told: told[0] };
  };
  const whole = await ask(10);
  assert.deepEqual([whole.earlier, whole.told?.commit, whole.told?.author], [4, first, 'Ada']);
  const short = await ask(3);
  assert.deepEqual([short.earlier, short.told?.boundary, short.told?.author], [2, true, undefined]);
  assert.deepEqual(await ask(undefined), { earlier: 0, told: undefined });
  const named = await ask(10, runGit(folder, ['rev-parse', 'HEAD']));
  assert.equal(named.told?.commit, first);
});

test('nothing is transferred again while the branch stands still, and only what is new once it moves', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('first'), 'big.bin': randomBytes(200_000) });
  const host = await startGitHost(t, folder);
  const options = optionsFor(t);
  await openSource(refTo(host.url), options);
  const takeBytes = (): number => host.requests.splice(0).reduce((sum, request) => sum + request.bytes, 0);
  assert.ok(takeBytes() > 100_000);
  await openSource(refTo(host.url), options);
  assert.ok(takeBytes() < 3_000);
  commitFiles(folder, { 'a.yaml': configMap('second') }, 1);
  const moved = await openSource(refTo(host.url), options);
  assert.ok(takeBytes() < 6_000);
  assert.equal(await readText(moved, 'a.yaml'), configMap('second'));
  assert.equal((await moved.readHistory('a.yaml', 30)).at(0)?.text, configMap('first'), 'the clone before is history now');
});

test('another branch is fetched without its history, though the cache has a clone already', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('first') });
  runGit(folder, ['checkout', '-q', '-b', 'long']);
  for (const minute of [1, 2, 3]) commitFiles(folder, { 'a.yaml': configMap(`long-${minute}`) }, minute);
  const host = await startGitHost(t, folder);
  const options = optionsFor(t);
  await openSource(refTo(host.url), options);
  const tree = await openSource(refTo(host.url, 'long'), options);
  assert.equal(await readText(tree, 'a.yaml'), configMap('long-3'));
  assert.deepEqual(await tree.readHistory('a.yaml', 30), []);
});

test('a branch that was rewritten is read as it is now', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('first') });
  const host = await startGitHost(t, folder);
  const options = optionsFor(t);
  await openSource(refTo(host.url), options);
  runGit(folder, ['checkout', '-q', '--orphan', 'fresh']);
  commitFiles(folder, { 'a.yaml': configMap('rewritten') }, 1);
  runGit(folder, ['branch', '-q', '-M', 'fresh', 'main']);
  runGit(folder, ['reflog', 'expire', '--expire=now', '--all']);
  runGit(folder, ['gc', '-q', '--prune=now']);
  const tree = await openSource(refTo(host.url), options);
  assert.equal(await readText(tree, 'a.yaml'), configMap('rewritten'));
});

test('a cache that cannot be written is no fault of the host', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web') });
  const host = await startGitHost(t, folder);
  const error = await failureOf(openSource(refTo(host.url), optionsFor(t, { cacheDir: join(folder, 'a.yaml') })));
  assert.deepEqual([error.code, error.message], ['runtime', 'the cache of clones cannot be used: ENOTDIR']);
});

test('a clone that was cut off on disk is thrown away and made again', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web'), 'b.yaml': configMap('api') });
  const host = await startGitHost(t, folder);
  const options = optionsFor(t);
  await openSource(refTo(host.url), options);
  for (const name of readdirSync(options.cacheDir, { recursive: true }) as string[]) {
    if (name.endsWith('.pack')) truncateSync(join(options.cacheDir, name), 40);
  }
  const tree = await openSource(refTo(host.url), options);
  assert.equal(await readText(tree, 'a.yaml'), configMap('web'));
});

test('processes that share a cache do not disturb one another', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web') });
  const host = await startGitHost(t, folder);
  const options = optionsFor(t);
  const trees = await Promise.all(Array.from({ length: 6 }, () => openSource(refTo(host.url), options)));
  for (const tree of trees) assert.equal(await readText(tree, 'a.yaml'), configMap('web'));
  const left = (readdirSync(options.cacheDir, { recursive: true }) as string[]).filter((name) => name.includes('.new-'));
  assert.deepEqual(left, []);
});

test('an unknown branch is named, with the branches that are near', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web') });
  runGit(folder, ['branch', 'production']);
  const host = await startGitHost(t, folder);
  const error = await failureOf(openSource(refTo(host.url, 'prodction'), optionsFor(t)));
  assert.equal(error.code, 'git-not-found');
  assert.match(error.message, /no branch or tag "prodction"/);
  assert.match(error.advice ?? '', /^It has "production"/);
});

test('a commit that the host does not have, a path that the commit does not have, and a repository that is not there are told apart', async (t) => {
  const folder = makeRepository(t, { 'apps/web.yaml': configMap('web') });
  const host = await startGitHost(t, folder);
  const commit = await failureOf(openSource(refTo(host.url, 'a'.repeat(40)), optionsFor(t)));
  assert.deepEqual([commit.code, /has no commit a{40}/.test(commit.message)], ['git-not-found', true]);
  const path = await failureOf(openSource(refTo(host.url, 'main', 'aps'), optionsFor(t)));
  assert.deepEqual([path.code, path.advice], ['git-not-found', 'Its folders are "apps".']);
  assert.match(path.message, /has no "aps" at [0-9a-f]{12}/);
  const repository = await failureOf(openSource(refTo(host.url.replace('repository', 'other')), optionsFor(t)));
  assert.deepEqual([repository.code, /answered 404/.test(repository.message)], ['git-not-found', true]);
});

test('the right token opens a private repository, from the options or from the URL, and is written nowhere', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web') });
  const host = await startGitHost(t, folder, { token: TOKEN });
  const options = optionsFor(t, { credentials: { password: TOKEN } });
  const tree = await openSource(refTo(host.url), options);
  assert.equal(await readText(tree, 'a.yaml'), configMap('web'));
  const inUrl = await openSource(refTo(host.url.replace('http://', `http://ci:${TOKEN}@`)), optionsFor(t));
  assert.doesNotMatch(JSON.stringify(inUrl.revision), new RegExp(TOKEN));
  const grep = runGitGrep(options.cacheDir);
  assert.doesNotMatch(grep, new RegExp(TOKEN));
});

function runGitGrep(folder: string): string {
  const configs = (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith('/config'));
  return configs.map((name) => runGit(join(folder, name, '..'), ['config', '--list'])).join('\n');
}

test('a wrong token and no token are refused by name of the host', async (t) => {
  const host = await startGitHost(t, makeRepository(t, { 'a.yaml': configMap('web') }), { token: 'right' });
  const wrong = await failureOf(openSource(refTo(host.url), optionsFor(t, { credentials: { password: TOKEN } })));
  assert.equal(wrong.code, 'git-authentication');
  assert.match(wrong.message, new RegExp(host.url));
  const inUrl = await failureOf(openSource(refTo(host.url.replace('http://', `http://ci:${TOKEN}@`)), optionsFor(t)));
  assert.equal(inUrl.code, 'git-authentication');
  assert.equal((await failureOf(openSource(refTo(host.url), optionsFor(t)))).code, 'git-authentication');
});

test('a repository that vanishes while it is cloned is an error, and leaves nothing half made', async (t) => {
  const host = { vanishAfter: 20 };
  const folder = makeRepository(t, { 'a.yaml': configMap('web', 'x'.repeat(50_000)) });
  const server = await startGitHost(t, folder, host);
  const options = optionsFor(t);
  const error = await failureOf(openSource(refTo(server.url), options));
  assert.equal(error.code, 'git-broken');
  assert.match(error.message, /broke off/);
  assert.deepEqual(
    (readdirSync(options.cacheDir, { recursive: true }) as string[]).filter((name) => /pack-|\.new-/.test(name)),
    [],
  );
});

test('a host that is not there, a name that is not there and a host that never answers are all unreachable', async (t) => {
  const port = await findClosedPort();
  const closed = await failureOf(openSource(refTo(`http://127.0.0.1:${port}/repository.git`), optionsFor(t)));
  assert.deepEqual(
    [closed.code, closed.message],
    ['git-unreachable', `cannot reach http://127.0.0.1:${port}/repository.git: the connection was refused`],
  );
  const silent = await startGitHost(t, makeRepository(t, { 'a.yaml': configMap('web') }), { silent: true });
  const began = Date.now();
  const stalled = await failureOf(openSource(refTo(silent.url), optionsFor(t, { deadlineMs: 300 })));
  assert.deepEqual([stalled.code, stalled.message], ['git-unreachable', `${silent.url} did not finish within 0.3 s`]);
  assert.ok(Date.now() - began < 5_000);
});

async function findClosedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 1;
}

test('a certificate that nobody vouches for is refused, and one whose authority is given is taken', async (t) => {
  const host = await startGitHost(t, makeRepository(t, { 'a.yaml': configMap('web') }), { tls: true });
  const error = await failureOf(openSource(refTo(host.url), optionsFor(t)));
  assert.equal(error.code, 'git-unreachable');
  assert.match(error.message, /certificate cannot be trusted/);
  const tree = await openSource(refTo(host.url), optionsFor(t, { certificateAuthority: host.certificate }));
  assert.equal(await readText(tree, 'a.yaml'), configMap('web'));
});

test('plain http is refused for any other machine, and ssh is explained', async (t) => {
  const http = await failureOf(openSource(refTo(`http://git:${TOKEN}@git.example.com/a.git`), optionsFor(t)));
  assert.deepEqual([http.code, /plain http/.test(http.message)], ['config', true]);
  const ssh = await failureOf(openSource(refTo('git@github.com:acme/apps.git'), optionsFor(t)));
  assert.deepEqual([ssh.code, ssh.advice], ['config', 'Plumbline reads remotes over https; for a private one give a token.']);
});

test('a redirect is followed, but the token is not carried to another host', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('web') });
  const target = await startGitHost(t, folder);
  const moved = await startGitHost(t, folder, { token: TOKEN, redirectTo: target.url.replace('/repository.git', '') });
  const tree = await openSource(refTo(moved.url), optionsFor(t, { credentials: { password: TOKEN } }));
  assert.equal(await readText(tree, 'a.yaml'), configMap('web'));
  assert.ok(moved.requests.some((request) => request.authorization !== undefined));
  assert.ok(target.requests.length > 0);
  assert.deepEqual(
    target.requests.filter((request) => request.authorization !== undefined),
    [],
  );
});

test('a host without any commit says so', async (t) => {
  const folder = makeFolder(t);
  runGit(folder, ['init', '-q', '-b', 'main']);
  const host = await startGitHost(t, folder);
  const error = await failureOf(openSource(refTo(host.url), optionsFor(t)));
  assert.deepEqual([error.code, /has no commits yet/.test(error.message)], ['git-not-found', true]);
});

test('a range of versions is the newest tag of the remote in it', async (t) => {
  const folder = makeRepository(t, { 'a.yaml': configMap('first') });
  for (const [i, tag] of ['v1.2.0', 'v1.10.0', 'v1.9.0', 'v2.0.0'].entries()) {
    commitFiles(folder, { 'a.yaml': configMap(tag) }, i + 1);
    runGit(folder, ['tag', '-a', tag, '-m', tag]);
  }
  const host = await startGitHost(t, folder);
  const options = optionsFor(t);
  const tree = await openSource(refTo(host.url, '~1'), options);
  assert.equal(await readText(tree, 'a.yaml'), configMap('v1.10.0'));
  assert.deepEqual(tree.revision.resolved, [{ type: 'tag', name: 'apps', wanted: '~1', found: 'v1.10.0', moves: true }]);
  assert.match((await failureOf(openSource(refTo(host.url, '^3'), options))).message, /has no branch or tag "\^3"/);
});
