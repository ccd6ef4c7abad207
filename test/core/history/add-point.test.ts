import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addPoint } from '../../../functions/core/history/add-point.ts';
import { buildFailure, buildReading } from '../../../functions/core/history/build-point.ts';
import { type CheckHistory, KEEP_DAYS, MOST_RECENT } from '../../../functions/core/history/check-history.ts';
import type { CheckBook } from '../../../functions/core/incident/check-book.ts';
import { buildReportKey } from '../../../functions/core/report-key.ts';
import { generateRuns, replayRuns, type SampleRun } from '../../support/sample-history.ts';
import { buildChanged, buildModified, buildPath, buildReport } from '../../support/sample-report.ts';

const BOOK: CheckBook = { check: 'prod-eu', cluster: 'prod-eu', run: 'r', at: '2026-11-04T00:00:00Z', entries: [], closed: [] };

function readAt(at: string, changed = 0) {
  const differences = Array.from({ length: changed }, (_, i) =>
    buildModified(`Deployment.apps shop/web-${i}`, [buildChanged(buildPath('spec', 'replicas'), 1, 2)]),
  );
  const report = buildReport(differences, { readAt: at });
  return buildReading(report, buildReportKey(report));
}

function addAll(times: readonly string[], everyMinutes?: number): CheckHistory {
  const history = times.reduce<CheckHistory | undefined>(
    (before, at) => addPoint(before, { point: readAt(at), book: BOOK, everyMinutes }),
    undefined,
  );
  return history ?? assert.fail();
}

describe('the history of a check', () => {
  it('has of each day how many runs there were, and what the last of them saw', () => {
    const first = addPoint(undefined, { point: readAt('2026-11-04T01:00:00Z', 3), book: BOOK });
    const second = addPoint(first, { point: buildFailure('2026-11-04T02:00:00Z', 'no route to host'), book: BOOK });
    const third = addPoint(second, { point: readAt('2026-11-04T03:00:00Z', 1), book: BOOK });
    const [day, ...others] = third.days;
    assert.deepEqual(others, []);
    assert.deepEqual([day?.runs, day?.failed, day?.last?.severities], [2, 1, [0, 0, 0, 1]]);
    assert.equal(third.since, '2026-11-04T01:00:00Z');
  });

  it('is the same to the byte where a run is told again, and in whatever order two runs of a day arrive', () => {
    const runs = [...generateRuns({ clusters: 1, days: 4 })];
    const replay = (order: readonly SampleRun[]): string => JSON.stringify(replayRuns(order, 240)[0]?.history);
    assert.equal(replay([...runs, runs.at(-1) as SampleRun]), replay(runs));
    const [first, second, third] = ['2026-11-04T01:00:00Z', '2026-11-04T02:00:00Z', '2026-11-04T03:00:00Z'];
    const ordered = addAll([first, second, third], 20);
    assert.equal(JSON.stringify(addAll([first, third, second], 20)), JSON.stringify(ordered));
    assert.equal(ordered.days[0]?.missed, 4);
  });

  it('counts a run that never came on the day on which it should have', () => {
    const { days } = addAll(['2026-11-01T12:00:00Z', '2026-11-03T18:00:00Z'], 360);
    assert.deepEqual(
      days.map(({ day, runs, missed }) => [day, runs, missed]),
      [
        ['2026-11-01', 1, 1],
        ['2026-11-02', 0, 4],
        ['2026-11-03', 1, 3],
      ],
    );
  });

  it('misses nothing of a check without a schedule, and nothing where a run is a little late', () => {
    assert.ok(addAll(['2026-11-01T12:00:00Z', '2026-11-03T18:00:00Z']).days.every(({ missed }) => missed === undefined));
    assert.ok(addAll(['2026-11-01T12:00:00Z', '2026-11-01T12:40:00Z'], 30).days.every(({ missed }) => missed === undefined));
  });

  it('counts what was opened and resolved, how long both took, and who set it', () => {
    const [{ history = assert.fail(), book = assert.fail() } = {}] = replayRuns(generateRuns({ clusters: 1, days: 30 }), 240);
    const sum = (pick: (day: CheckHistory['days'][number]) => number | undefined): number =>
      history.days.reduce((total, day) => total + (pick(day) ?? 0), 0);
    const drift = (type: string): boolean => type !== 'failed' && type !== 'incomplete';
    const closed = book.closed.filter(({ type, phase }) => drift(type) && phase === 'drift');
    assert.ok(closed.length > 5);
    assert.equal(
      sum(({ resolved }) => resolved),
      closed.length,
    );
    assert.equal(
      sum(({ opened }) => opened),
      closed.length + history.open,
    );
    assert.equal(
      sum(({ managers }) => Object.values(managers ?? {}).reduce((a, b) => a + b, 0)),
      closed.length + history.open,
    );
    const minutes = closed.reduce((total, { openedAt, resolvedAt }) => total + (Date.parse(resolvedAt) - Date.parse(openedAt)) / 60_000, 0);
    assert.equal(
      sum(({ resolve }) => resolve?.[1]),
      Math.round(minutes),
    );
  });

  it('grows with days and never with the number of reports', () => {
    const start = Date.parse('2025-06-01T00:00:00Z');
    const every = (minutes: number, count: number) =>
      Array.from({ length: count }, (_, i) => new Date(start + i * minutes * 60_000).toISOString());
    const rare = addAll(every(24 * 60, KEEP_DAYS + 30));
    assert.equal(rare.days.length, KEEP_DAYS);
    assert.equal(rare.points.length, MOST_RECENT);
    const often = addAll(every(60, 24 * 30));
    assert.deepEqual([often.days.length, often.points.length], [30, 48]);
    assert.ok(JSON.stringify(rare).length < 150_000, `${JSON.stringify(rare).length}`);
  });

  it('leaves out a run of a day that is no longer kept run by run', () => {
    const history = addAll(
      Array.from({ length: 60 }, (_, i) => new Date(Date.parse('2026-11-01T00:00:00Z') + i * 3 * 3_600_000).toISOString()),
    );
    assert.equal(addPoint(history, { point: readAt('2026-10-01T00:00:00Z'), book: BOOK }), history);
  });
});
