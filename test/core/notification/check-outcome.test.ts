import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { type CheckOutcome, decideEvent, type EventType, type Standing } from '../../../functions/core/notification/check-outcome.ts';

type Run = Pick<CheckOutcome, 'verdict' | 'fingerprint'>;
const outcome = (run: Run, previous?: Standing): CheckOutcome => ({
  check: 'prod',
  cluster: 'prod',
  run: 'r1',
  at: '2026-11-21T00:00:00Z',
  ...run,
  ...(previous ? { previous } : {}),
});
const drift = (fingerprint: string) => ({ verdict: 'drifted', fingerprint }) as const;
const inSync = { verdict: 'in-sync', fingerprint: 'of-nothing' } as const;
const gap = { verdict: 'incomplete', fingerprint: 'of-nothing' } as const;
const failure = { verdict: 'failed' } as const;

/** How a check stands after a run, as its state keeps it. */
function follow(before: Standing | undefined, run: Run): Standing {
  const { fingerprint: kept } = before ?? {};
  const drifted = run.verdict === 'drifted' ? run.fingerprint : run.verdict === 'in-sync' ? undefined : kept;
  return { verdict: run.verdict, ...(drifted === undefined ? {} : { fingerprint: drifted }) };
}

/** The events of the runs of a new check, one after the other. */
function tellAll(runs: readonly Run[]): (EventType | undefined)[] {
  let standing: Standing | undefined;
  return runs.map((run) => {
    const event = decideEvent(outcome(run, standing));
    standing = follow(standing, run);
    return event;
  });
}

describe('what there is to tell of a run', () => {
  const cases: readonly [title: string, before: readonly Run[], run: Run, event: EventType | undefined][] = [
    ['drift at the first run', [], drift('a'), 'Drift Detected'],
    ['in sync at the first run', [], inSync, undefined],
    ['a gap at the first run', [], gap, 'Check Incomplete'],
    ['a failure of the first run', [], failure, 'Check Failed'],
    ['drift after a run in sync', [inSync], drift('a'), 'Drift Detected'],
    ['the same drift again', [drift('a')], drift('a'), undefined],
    ['other drift', [drift('a')], drift('b'), 'Drift Changed'],
    ['the end of drift', [drift('a')], inSync, 'Drift Resolved'],
    ['in sync as before', [inSync], inSync, undefined],
    ['a gap', [inSync], gap, 'Check Incomplete'],
    ['a gap instead of drift', [drift('a')], gap, 'Check Incomplete'],
    ['the same gap again', [gap], gap, undefined],
    ['a failure', [drift('a')], failure, 'Check Failed'],
    ['a failure again', [drift('a'), failure], failure, undefined],
    ['a gap after a failure', [failure], gap, 'Check Incomplete'],
    ['a failure after a gap', [gap], failure, 'Check Failed'],
    ['in sync after a failure of the first run', [failure], inSync, 'Check Recovered'],
    ['in sync as it was before the failure', [inSync, failure], inSync, 'Check Recovered'],
    ['in sync as it was before the gap', [inSync, gap], inSync, 'Check Recovered'],
    ['the drift that was there before the failure', [drift('a'), failure], drift('a'), 'Check Recovered'],
    ['the drift that was there before failures and gaps', [drift('a'), failure, gap, failure], drift('a'), 'Check Recovered'],
    ['the drift after it has recovered', [drift('a'), failure, drift('a')], drift('a'), undefined],
    ['other drift than before the failure', [drift('a'), failure], drift('b'), 'Drift Changed'],
    ['drift that came while it failed', [inSync, failure], drift('a'), 'Drift Detected'],
    ['drift that went while it failed', [drift('a'), failure], inSync, 'Drift Resolved'],
    ['drift that went behind a gap', [drift('a'), gap], inSync, 'Drift Resolved'],
    ['drift after a failure of the first run', [failure], drift('a'), 'Drift Detected'],
  ];
  for (const [title, before, run, event] of cases)
    it(`${title}: ${event ?? 'nothing'}`, () => assert.equal(tellAll([...before, run]).at(-1), event));

  const anyRun = fc.oneof(fc.constantFrom('a', 'b', 'c').map(drift), fc.constantFrom<Run>(inSync, gap, failure));

  it('is, over any history, each change of how the check stands, and nothing where it stands as before', () => {
    fc.assert(
      fc.property(fc.array(anyRun, { maxLength: 30 }), (runs) => {
        const events = tellAll(runs);
        let before: Standing = { verdict: 'in-sync' };
        for (const [i, run] of runs.entries()) {
          const now = follow(before, run);
          assert.equal(events[i] !== undefined, !isDeepStrictEqual(now, before), `run ${i} of ${JSON.stringify(runs)}`);
          before = now;
        }
      }),
    );
  });

  it('lets a reader who hears only the events know how the check stands', () => {
    fc.assert(
      fc.property(fc.array(anyRun, { minLength: 1, maxLength: 30 }), (runs) => {
        const heard = { works: true, drifts: false };
        for (const event of tellAll(runs)) hear(heard, event);
        const last = runs.map(({ verdict }) => verdict);
        const told = last.findLast((verdict) => verdict === 'drifted' || verdict === 'in-sync');
        assert.deepEqual(heard, { works: last.at(-1) !== 'failed' && last.at(-1) !== 'incomplete', drifts: told === 'drifted' });
      }),
    );
  });
});

function hear(heard: { works: boolean; drifts: boolean }, event: EventType | undefined): void {
  if (event === undefined) return;
  heard.works = event !== 'Check Failed' && event !== 'Check Incomplete';
  if (event === 'Drift Detected') heard.drifts = true;
  if (event === 'Drift Resolved') heard.drifts = false;
}
