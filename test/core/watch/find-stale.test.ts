import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findStale, type KnownRuns } from '../../../functions/core/watch/find-stale.ts';
import type { FleetMember } from '../../../functions/core/watch/fleet.ts';
import { buildWatchMetrics } from '../../../functions/core/watch/watch-metrics.ts';

const NOW = '2026-11-24T12:00:00.000Z';
const minutesAgo = (minutes: number): string => new Date(Date.parse(NOW) - minutes * 60_000).toISOString();
const member = (sinceMinutesAgo: number, everyMinutes = 15): FleetMember => ({
  check: 'prod',
  everyMinutes,
  since: minutesAgo(sinceMinutesAgo),
});
const look = (fleet: FleetMember, runs?: KnownRuns, intervals = 3) =>
  findStale([fleet], new Map(runs ? [['prod', runs]] : []), { now: NOW, intervals });
const LONG = 10_000;

describe('a check that is waited for', () => {
  const cases: readonly [title: string, fleet: FleetMember, runs: KnownRuns | undefined, isStale: boolean][] = [
    ['is missed by nobody while it comes', member(LONG), { completeAt: minutesAgo(14) }, false],
    ['is given the three intervals, and the time that its last run may take', member(LONG), { completeAt: minutesAgo(60) }, false],
    ['is stale after that', member(LONG), { completeAt: minutesAgo(61) }, true],
    ['is measured by its own interval', member(LONG, 1440), { completeAt: minutesAgo(3 * 1440) }, false],
    ['is given time for its first run', member(60), undefined, false],
    ['is stale when the first run never came', member(61), undefined, true],
    ['is stale when its runs never were complete', member(LONG), { last: { at: minutesAgo(5), verdict: 'incomplete' } }, true],
    ['is given time where it is expected more often than before', member(30), { completeAt: minutesAgo(1000) }, false],
    ['is not missed where its last run lies ahead, by a clock that is off', member(LONG), { completeAt: minutesAgo(-30) }, false],
    ['is not missed where the fleet was written ahead of now', member(-30), undefined, false],
  ];
  for (const [title, fleet, runs, isStale] of cases) {
    it(title, () => assert.equal(look(fleet, runs).stale.length, isStale ? 1 : 0));
  }

  it('is missed after as many intervals as the configuration says', () => {
    const runs = { completeAt: minutesAgo(31) };
    assert.equal(look(member(LONG), runs, 1).stale.length, 1);
    assert.equal(look(member(LONG), runs, 2).stale.length, 0);
  });

  it('stays stale, once it is, until it is complete', () => {
    const minutes = fc.integer({ min: 0, max: 5000 });
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 1, max: 120 }), (age, more, every) => {
        const stale = (ago: number) => look(member(LONG + ago, every), { completeAt: minutesAgo(ago) }).stale.length;
        assert.ok(stale(age) <= stale(age + more));
      }),
    );
  });
});

describe('what is said of a stale check', () => {
  const messageOf = (fleet: FleetMember, runs?: KnownRuns) => look(fleet, runs).stale[0]?.message ?? '';
  it('names it, the time and the schedule, and asks for what never ran', () => {
    assert.equal(
      messageOf(member(120)),
      'prod was never checked completely, and is expected every 15 minutes since 2026-11-24 10:00:00 UTC. No run of it is known: is its schedule enabled, and do runs of the state machine succeed?',
    );
  });
  it('says why it fails', () => {
    const failing = { since: minutesAgo(90), error: 'the role may not be assumed' };
    assert.match(
      messageOf(member(LONG, 60), { completeAt: minutesAgo(300), failing }),
      /^prod was last checked completely at 2026-11-24 07:00:00 UTC, and is expected every hour\. It fails since 2026-11-24 10:30:00 UTC: the role may not be assumed$/,
    );
  });
  it('leads to the report that has gaps', () => {
    assert.match(
      messageOf(member(LONG), { completeAt: minutesAgo(300), last: { at: minutesAgo(10), verdict: 'incomplete' } }),
      /left gaps: plumbline report prod names them\.$/,
    );
  });
  it('asks for runs that stopped coming', () => {
    const at = minutesAgo(300);
    assert.match(
      messageOf(member(LONG), { completeAt: at, last: { at, verdict: 'in-sync' } }),
      /No run of it came to an end since: is its schedule/,
    );
  });
});

describe('the metrics of watch', () => {
  it('are there when all is well, and per cluster only what an alarm of one cluster needs', () => {
    assert.deepEqual(buildWatchMetrics(look(member(LONG), { completeAt: minutesAgo(2) })), [
      { name: 'StaleChecks', unit: 'Count', value: 0 },
      { name: 'ExpectedChecks', unit: 'Count', value: 1 },
      { name: 'SecondsSinceComplete', unit: 'Seconds', value: 120, cluster: 'prod' },
    ]);
  });
  it('count a check that never was complete from when it was expected', () => {
    const [, , age] = buildWatchMetrics(look(member(10)));
    assert.equal(age?.value, 600);
  });
});
