import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assignRequests, type CommitOrigin } from '../../../functions/core/blame/assign-requests.ts';
import { readPullRequest } from '../../../functions/core/blame/read-pull-request.ts';

describe('readPullRequest', () => {
  const cases: readonly (readonly [message: string, expected: string | undefined])[] = [
    ['Merge pull request #41 from ada/fix\n\nRaise it', '#41'],
    ['Raise replicas (#41)\n\n* fixes #7', '#41'],
    ['Raise replicas (#41)\r\n', '#41'],
    ["Merge branch 'x' into 'main'\n\nRaise it\n\nSee merge request shop/web!12", '!12'],
    ['Merged in fix (pull request #5)', '#5'],
    ['Merged PR 99: raise', '#99'],
    ['Revert "Raise (#41)"', undefined],
    ['Raise as #41 wants it', undefined],
    ['See merge request !', undefined],
    ['', undefined],
  ];
  for (const [message, expected] of cases) {
    it(`reads ${expected ?? 'nothing'} out of ${JSON.stringify(message.slice(0, 40))}`, () => {
      const found = readPullRequest(message);
      assert.equal(found && `${found.sign}${found.number}`, expected);
    });
  }
});

describe('assignRequests', () => {
  const request = (number: number): Pick<CommitOrigin, 'pullRequest'> => ({ pullRequest: { number, sign: '#' } });
  const assign = (commits: Record<string, CommitOrigin>, missing: readonly string[] = []) => {
    const found = assignRequests({ head: 'head', commits: new Map(Object.entries(commits)), missing: new Set(missing) });
    return Object.fromEntries([...found].map(([oid, { number }]) => [oid, number]));
  };

  it('gives the commits of a side branch the request of their merge, not those of the main line', () => {
    const commits = {
      head: { parents: ['m1', 's1'], ...request(8) },
      m1: { parents: ['m0'] },
      s1: { parents: ['m0'] },
      m0: { parents: [] },
    };
    assert.deepEqual(assign(commits), { head: 8, s1: 8 });
  });

  it('takes the innermost request, and leaves what a branch merged from the main line alone', () => {
    const commits = {
      head: { parents: ['m1', 's2'], ...request(8) },
      s2: { parents: ['s1', 'm1'] },
      s1: { parents: ['m0', 't1'], ...request(5) },
      t1: { parents: ['m0'] },
      m1: { parents: ['m0'] },
      m0: { parents: [] },
    };
    assert.deepEqual(assign(commits), { head: 8, s2: 8, s1: 5, t1: 5 });
  });

  it('claims nothing of a side that does not meet a main line which is cut', () => {
    const commits = {
      head: { parents: ['m1', 's1'], ...request(8) },
      m1: { parents: ['gone'] },
      s1: { parents: ['old'] },
      old: { parents: [] },
    };
    assert.deepEqual(assign(commits, ['gone']), { head: 8 });
  });
});
