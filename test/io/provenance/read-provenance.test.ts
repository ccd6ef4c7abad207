import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { SourceRef } from '../../../functions/core/check.ts';
import type { Revision } from '../../../functions/core/desired-state.ts';
import { PlumblineError } from '../../../functions/core/errors.ts';
import type { ProvenanceConfig } from '../../../functions/core/provenance/provenance-request.ts';
import { readDesired } from '../../../functions/io/desired/desired.ts';
import { type OpenOptions, openSource } from '../../../functions/io/git-source.ts';
import { startGitHost } from '../../support/git-host.ts';
import { commitFiles, configMap, makeFolder, makeRepository, runGit } from '../../support/git-repository.ts';
import { makeSigningRepository, makeSshKey, sshSettings } from '../../support/signing.ts';

const NOW = '2026-02-01T00:00:00Z';

function refTo(url: string, more: Partial<SourceRef> = {}): SourceRef {
  return { id: 'apps', url, revision: 'main', path: '', defaultNamespace: 'default', worktree: false, ...more };
}

function optionsFor(
  t: TestContext,
  config: ProvenanceConfig | undefined,
  previous: readonly Pick<Revision, 'source' | 'url' | 'revision' | 'commit'>[] = [],
): OpenOptions {
  return { cacheDir: makeFolder(t), deadlineMs: 20_000, provenance: { config, now: NOW, previous } };
}

async function readRevision(source: SourceRef, options: OpenOptions): Promise<Revision> {
  return (await openSource(source, options)).revision;
}

function signWith(t: TestContext) {
  const repository = makeSigningRepository(t);
  const key = makeSshKey(t);
  repository.git(['commit', '-q', '--allow-empty', '-m', 'signed'], sshSettings(key));
  return { repository, key, signers: { ssh: `ada@example.com ${key.line}\n` } };
}

describe('where a revision comes from', () => {
  it('is told of a commit: who made it, who committed it, and who signed it', async (t) => {
    const { repository, signers } = signWith(t);
    const { author, committer, provenance } = await readRevision(refTo(repository.folder), optionsFor(t, { signers }));
    assert.deepEqual(author, { name: 'Ada', email: 'ada@example.com', at: '2026-01-02T00:00:00Z' });
    assert.deepEqual(committer, author);
    assert.deepEqual([provenance?.signature?.result, provenance?.signature?.signer], ['good', 'ada@example.com']);
    assert.deepEqual(provenance?.findings, []);
  });

  it('is told of a remote as of a repository on disk', async (t) => {
    const { repository, signers } = signWith(t);
    const host = await startGitHost(t, repository.folder);
    const { provenance } = await readRevision(refTo(host.url), optionsFor(t, { signers }));
    assert.equal(provenance?.signature?.result, 'good');
  });

  it('is a finding where it is not signed, or by nobody known; who names signers and nothing else wants them heeded', async (t) => {
    const { repository } = signWith(t);
    const other = { ssh: `bob@example.com ${makeSshKey(t).line}` };
    const stranger = await readRevision(refTo(repository.folder), optionsFor(t, { signers: other }));
    assert.deepEqual(
      stranger.provenance?.findings.map(({ requirement, state }) => [requirement, state]),
      [['known-signer', 'violated']],
    );
    const first = runGit(repository.folder, ['rev-parse', 'HEAD~1']);
    const plain = await readRevision(refTo(repository.folder, { revision: first }), optionsFor(t, { require: ['signed'] }));
    assert.deepEqual(plain.provenance?.findings, [{ requirement: 'signed', state: 'violated', message: 'it is not signed' }]);
  });

  it('counts only the signers that a source names', async (t) => {
    const { repository, signers } = signWith(t);
    const read = async (principals: readonly string[]) =>
      (await readRevision(refTo(repository.folder, { provenance: { principals } }), optionsFor(t, { signers }))).provenance?.findings
        .length;
    assert.equal(await read(['*@example.com']), 0);
    assert.equal(await read(['!ada@*', '*@example.com']), 1);
  });

  it('is said by a signed tag as well as by the commit', async (t) => {
    const { repository, key, signers } = signWith(t);
    repository.git(['commit', '-q', '--allow-empty', '-m', 'unsigned']);
    repository.git(['tag', '-s', '-m', 'release', 'v1'], sshSettings(key));
    repository.git(['tag', '-a', '-m', 'plain', 'v2']);
    const host = await startGitHost(t, repository.folder);
    const options = optionsFor(t, { signers });
    for (const url of [repository.folder, host.url]) {
      // Fetched by its branch first: the tag is not there yet.
      assert.equal((await readRevision(refTo(url), options)).provenance?.findings.length, 1);
      const { provenance } = await readRevision(refTo(url, { revision: 'v1' }), options);
      assert.deepEqual([provenance?.signature?.result, provenance?.tag?.result, provenance?.tag?.name], ['missing', 'good', 'v1']);
      assert.deepEqual(provenance?.findings, []);
      const plain = await readRevision(refTo(url, { revision: 'v2' }), options);
      assert.equal(plain.provenance?.tag, undefined);
      assert.equal(plain.provenance?.findings.length, 1);
    }
  });

  it('keeps a revision from being compared where the operator says so, and leaves the other sources alone', async (t) => {
    const { repository, signers } = signWith(t);
    commitFiles(repository.folder, { 'b.yaml': configMap('forged') }, 5);
    const source = refTo(repository.folder, { provenance: { onViolation: 'refuse' } });
    const failure = await openSource(source, optionsFor(t, { signers })).then(
      () => assert.fail('it opened'),
      (error: unknown) => error,
    );
    assert.ok(failure instanceof PlumblineError);
    assert.deepEqual([failure.code, failure.isLasting], ['provenance', true]);
    assert.match(failure.message, /is refused: it is not signed/);
    const other = refTo(makeRepository(t, { 'a.yaml': configMap('a') }), { id: 'other', provenance: { require: [] } });
    const { desired } = await readDesired([source, other], optionsFor(t, { signers }));
    assert.deepEqual(
      desired.objects.map(({ name }) => name),
      ['a'],
    );
    assert.deepEqual(
      desired.unchecked.map(({ source: id, file, reason }) => [id, file, reason]),
      [['apps', '.', 'refused']],
    );
  });

  it('is not known of uncommitted files, which is no violation', async (t) => {
    const { repository, signers } = signWith(t);
    const source = refTo(repository.folder, { worktree: true, provenance: { onViolation: 'refuse' } });
    const { provenance, author } = await readRevision(source, optionsFor(t, { signers }));
    assert.equal(author, undefined);
    assert.deepEqual(
      provenance?.findings.map(({ state }) => state),
      ['undecided'],
    );
  });

  it('is not asked where nobody asks', async (t) => {
    const { repository } = signWith(t);
    assert.equal((await readRevision(refTo(repository.folder), optionsFor(t, undefined))).provenance, undefined);
    assert.equal((await readRevision(refTo(repository.folder), { cacheDir: makeFolder(t) })).provenance, undefined);
  });
});

describe('the history of a branch', () => {
  const compared = (url: string, commit: string, revision = 'main') => [{ source: 'apps', url, revision, commit }];

  async function historyOf(t: TestContext, url: string, commit: string, config?: ProvenanceConfig, revision?: string) {
    return (await readRevision(refTo(url), optionsFor(t, config, compared(url, commit, revision)))).provenance;
  }

  function rewrite(folder: string): { readonly before: string; readonly kept: string } {
    const kept = runGit(folder, ['rev-parse', 'HEAD']);
    const before = commitFiles(folder, { 'a.yaml': configMap('second') }, 1);
    runGit(folder, ['reset', '-q', '--hard', 'HEAD~1']);
    commitFiles(folder, { 'a.yaml': configMap('third') }, 2);
    return { before, kept };
  }

  it('that no longer holds the commit compared last is named, whatever is required', async (t) => {
    const folder = makeRepository(t, { 'a.yaml': configMap('first') });
    const { before, kept } = rewrite(folder);
    assert.deepEqual(await historyOf(t, folder, before), { history: { type: 'rewritten', before }, findings: [] });
    assert.equal(await historyOf(t, folder, kept), undefined);
    const required = await historyOf(t, folder, before, { require: ['kept-history'] });
    assert.match(required?.findings[0]?.message ?? '', new RegExp(`history was rewritten: ${before.slice(0, 12)}`));
    assert.deepEqual((await historyOf(t, folder, kept, { require: ['kept-history'] }))?.history, { type: 'kept', before: kept });
  });

  it('of another branch, another URL or a commit by its name says nothing', async (t) => {
    const folder = makeRepository(t, { 'a.yaml': configMap('first') });
    const { before } = rewrite(folder);
    assert.equal(await historyOf(t, folder, before, undefined, 'release'), undefined);
    const previous = compared('/elsewhere', before);
    assert.equal((await readRevision(refTo(folder), optionsFor(t, undefined, previous))).provenance, undefined);
  });

  it('is not claimed to be rewritten where a clone does not reach back to it', async (t) => {
    const folder = makeRepository(t, { 'a.yaml': configMap('first') });
    const first = runGit(folder, ['rev-parse', 'HEAD']);
    commitFiles(folder, { 'a.yaml': configMap('second') }, 1);
    commitFiles(folder, { 'a.yaml': configMap('third') }, 2);
    const host = await startGitHost(t, folder);
    const provenance = await historyOf(t, host.url, first, { require: ['kept-history'] });
    assert.deepEqual(provenance, { ...provenance, history: { type: 'unknown', before: first }, findings: [] });
  });

  it('of a remote whose clone is kept is known: what moved on is kept, a forced push is named', async (t) => {
    const folder = makeRepository(t, { 'a.yaml': configMap('first') });
    const host = await startGitHost(t, folder);
    const options = optionsFor(t, { require: ['kept-history'] });
    const read = async (commit: string) => {
      const context = { config: { require: ['kept-history' as const] }, now: NOW, previous: compared(host.url, commit) };
      return (await readRevision(refTo(host.url), { ...options, provenance: context })).provenance?.history?.type;
    };
    const first = (await readRevision(refTo(host.url), options)).commit;
    const second = commitFiles(folder, { 'a.yaml': configMap('second') }, 1);
    assert.equal(await read(first), 'kept');
    runGit(folder, ['reset', '-q', '--hard', first]);
    commitFiles(folder, { 'a.yaml': configMap('third') }, 2);
    assert.equal(await read(second), 'rewritten');
  });
});
