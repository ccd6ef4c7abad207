import { readFailure } from '../core/notification/read-failure.ts';
import type { CheckStates } from './check-state.ts';
import type { DetectEvent } from './detect-check.ts';
import { type DetectResult, describeFailure, type Telling, tellOutcome } from './tell-outcome.ts';

/** Time enough to write one item. */
const LEASE = 60_000;

/**
 * Keeps that all attempts of a run failed, crashed or ran out of time, so that it is told once and not at every run. Where the run has an outcome all
 * the same, because only its answer was lost, that is what is told.
 */
export async function recordFailure(
  { item, run, at }: DetectEvent,
  cause: string,
  { states, ...telling }: Telling & { readonly states: CheckStates },
  now: number,
): Promise<DetectResult> {
  const check = item.id;
  const claim = await states.claimRun(check, run, at, Math.max(0, now + LEASE - Date.parse(at)));
  if (claim.type === 'held') return { check, run, held: claim.by };
  const failure = describeFailure(new Error(readFailure(cause)), at);
  const finish = claim.type === 'finished' ? claim : await states.failRun(check, run, failure);
  return tellOutcome({ check, run, environment: item.environment }, finish, telling);
}
