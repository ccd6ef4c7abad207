import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CheckHistory, HistoryReading, SeverityCounts } from '../../../functions/core/history/check-history.ts';
import { judgeCheck } from '../../../functions/core/history/judge-check.ts';
import { meanOf, sumHistories } from '../../../functions/core/history/sum-histories.ts';

function reading(at: string, severities: SeverityCounts, unmanaged: number | null = 0): HistoryReading {
  return { at, verdict: 'drifted', key: `reports/${at}`, severities, gaps: 0, declared: 10, unmanaged };
}

function history(check: string, days: CheckHistory['days']): CheckHistory {
  const last = days.flatMap(({ last }) => last ?? []).at(-1);
  return {
    schemaVersion: 1,
    check,
    cluster: check,
    since: '2026-11-01T00:00:00Z',
    open: 1,
    points: last === undefined ? [] : [last],
    days,
  };
}

const one = history('one', [
  {
    day: '2026-11-02',
    runs: 1,
    last: reading('2026-11-02T01:00:00Z', [1, 0, 0, 2]),
    opened: 3,
    detect: [3, 30],
    managers: { 'kubectl-edit': 3 },
  },
  { day: '2026-11-04', runs: 1, last: reading('2026-11-04T01:00:00Z', [0, 0, 0, 1], 10), resolved: 2, resolve: [2, 240] },
]);
const two = history('two', [
  {
    day: '2026-11-01',
    runs: 1,
    last: reading('2026-11-01T01:00:00Z', [0, 5, 0, 0], null),
    opened: 5,
    managers: { rancher: 4, 'kubectl-edit': 1 },
  },
  { day: '2026-11-03', runs: 0, missed: 4 },
]);

describe('checks together', () => {
  it('have for each day what was last read of each by its end', () => {
    const { days, asOf } = sumHistories([one, two], 4);
    assert.equal(asOf, '2026-11-04T01:00:00Z');
    assert.deepEqual(
      days.map(({ day, severities, known, missed }) => [day, severities, known, missed]),
      [
        ['2026-11-01', [0, 5, 0, 0], 1, 0],
        ['2026-11-02', [1, 5, 0, 2], 2, 0],
        ['2026-11-03', [1, 5, 0, 2], 2, 4],
        ['2026-11-04', [0, 5, 0, 1], 2, 0],
      ],
    );
  });

  it('have a coverage of those whose coverage is known, and none where that is nobody', () => {
    assert.deepEqual(
      sumHistories([one, two], 4).days.map(({ coverage }) => coverage),
      [undefined, 1, 1, 0.5],
    );
  });

  it('have means over departures, not over days, and the manager first that set most', () => {
    const sum = sumHistories([one, two], 4);
    assert.deepEqual([sum.open, sum.opened, sum.resolved, meanOf(sum.detect), meanOf(sum.resolve)], [2, 8, 2, 10, 120]);
    assert.deepEqual(
      sum.managers.map(({ name, departures }) => `${name} ${departures}`),
      ['kubectl-edit 4', 'rancher 4'],
    );
    assert.equal(meanOf(sumHistories([], 4).detect), undefined);
    assert.deepEqual(sumHistories([], 4).days, []);
  });

  it('tell which of them failed last, and which was not checked for two of its intervals', () => {
    const asOf = '2026-11-04T01:00:00Z';
    assert.equal(judgeCheck(one, asOf).stale, undefined);
    assert.equal(judgeCheck(two, asOf).stale, undefined);
    assert.match(judgeCheck({ ...two, everyMinutes: 60 }, asOf).stale ?? '', /^two was not checked since 2026-11-01 01:00 UTC$/);
    const failed = { ...one, points: [...one.points, { at: asOf, verdict: 'failed', error: 'no route to host' } as const] };
    assert.deepEqual(
      [judgeCheck(failed, asOf).verdict, judgeCheck(failed, asOf).stale],
      ['drifted', 'one could not be read: no route to host'],
    );
  });
});
