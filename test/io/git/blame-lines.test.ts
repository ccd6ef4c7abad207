import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { blameLines } from '../../../functions/io/git/blame-lines.ts';
import { GitObjects } from '../../../functions/io/git/git-objects.ts';
import { makeFolder, runGit } from '../../support/git-repository.ts';
import { makeHistory, type PlannedCommit, planHistory, readGitBlame } from '../../support/history-repository.ts';

function blame(folder: string, ...lines: readonly (readonly [file: string, line: number, endLine?: number])[]) {
  const questions = lines.map(([file, line, endLine = line]) => ({ file, line, endLine }));
  return blameLines(new GitObjects(join(folder, '.git')), runGit(folder, ['rev-parse', 'main']), questions);
}

function name(folder: string, commit: number, of: number): string {
  return runGit(folder, ['rev-parse', `main~${of - 1 - commit}`]);
}

const add = (parents: readonly number[], files: PlannedCommit['files'], message = 'change'): PlannedCommit => ({ parents, files, message });

describe('blameLines', () => {
  it('says of every line what git blame says, over 350 commits with renames and merges', (t) => {
    const folder = makeHistory(t, planHistory(350, 7));
    assert.ok(Number(runGit(folder, ['rev-list', '--count', 'main'])) >= 300);
    assert.ok(Number(runGit(folder, ['rev-list', '--count', '--merges', 'main'])) >= 20);
    const files = runGit(folder, ['ls-tree', '-r', '--name-only', 'main']).split('\n');
    assert.ok(files.filter((file) => file.includes('moved')).length >= 10);
    const expected = files.flatMap((file) => readGitBlame(folder, file).map((commit, line) => ({ file, line: line + 1, commit })));
    const told = blame(folder, ...expected.map(({ file, line }) => [file, line] as const));
    assert.ok(expected.length > 1500);
    assert.deepEqual(
      expected.map(({ file, line }, i) => ({ file, line, commit: told[i]?.commit })),
      expected,
    );
  });

  it('names author, time and the request that a squash names', (t) => {
    const folder = makeHistory(t, [
      add([], { 'a.yaml': 'a: 1\nb: 1\n' }),
      { ...add([0], { 'a.yaml': 'a: 1\nb: 2\n' }, 'raise b (#41)\n\nCloses #7'), author: 'Bob' },
    ]);
    const commit = runGit(folder, ['rev-parse', 'main']);
    assert.deepEqual(blame(folder, ['a.yaml', 2]), [
      { commit, author: 'Bob', time: '2023-11-14T22:14:20Z', pullRequest: { number: 41, sign: '#' } },
    ]);
  });

  it('names the request whose merge brought the commit, and none for what was there before the branch', (t) => {
    const folder = makeHistory(t, [
      add([], { 'a.yaml': 'a: 1\nb: 1\n', 'c.yaml': 'c: 1\n' }),
      add([0], { 'a.yaml': 'a: 1\nb: 2\n' }),
      add([0], { 'c.yaml': 'c: 2\n' }),
      add([2, 1], { 'a.yaml': 'a: 1\nb: 2\n' }, 'Merge pull request #12 from ada/b'),
    ]);
    assert.deepEqual(
      blame(folder, ['a.yaml', 2], ['a.yaml', 1], ['c.yaml', 1]).map((each) => each?.pullRequest),
      [{ number: 12, sign: '#' }, undefined, undefined],
    );
  });

  it('asks for the last change of any line of a value', (t) => {
    const folder = makeHistory(t, [
      add([], { 'a.yaml': 'a: |\n  one\n  two\nb: 1\n' }),
      add([0], { 'a.yaml': 'a: |\n  one\n  three\nb: 1\n' }),
      add([1], { 'a.yaml': 'a: |\n  one\n  three\nb: 2\n' }),
    ]);
    assert.equal(blame(folder, ['a.yaml', 1, 3])[0]?.commit, name(folder, 1, 3));
    assert.equal(blame(folder, ['a.yaml', 1])[0]?.commit, name(folder, 0, 3));
  });

  it('says no more than "at or before" where a shallow clone ends, and nothing where it holds one commit', (t) => {
    const whole = makeHistory(t, [
      add([], { 'a.yaml': 'a: 1\nb: 1\n' }),
      add([0], { 'a.yaml': 'a: 2\nb: 1\n' }, 'x (#3)'),
      add([1], { 'a.yaml': 'a: 2\nb: 2\n' }),
    ]);
    const clone = (depth: number): string => {
      const folder = join(makeFolder(t), 'clone');
      runGit(whole, ['clone', '-q', '--depth', String(depth), pathToFileURL(whole).href, folder]);
      return folder;
    };
    const boundary = { commit: name(whole, 1, 3), time: '2023-11-14T22:14:20Z', boundary: true };
    const [first, second] = blame(clone(2), ['a.yaml', 1], ['a.yaml', 2]);
    assert.deepEqual(first, boundary, 'its author and request may be those of another change');
    assert.deepEqual(second?.commit, name(whole, 2, 3));
    assert.deepEqual(blame(clone(1), ['a.yaml', 1]), [undefined]);
  });

  it('has no answer for a file or a line that is not there', (t) => {
    const folder = makeHistory(t, [add([], { 'a.yaml': 'a: 1\n' })]);
    assert.deepEqual(blame(folder, ['b.yaml', 1], ['x/b.yaml', 1]), [undefined, undefined]);
  });
});
