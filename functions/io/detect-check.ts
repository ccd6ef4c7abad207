import type { CheckItem } from '../core/check-item.ts';
import { PlumblineError } from '../core/errors.ts';
import { fingerprintDifferences } from '../core/fingerprint.ts';
import type { KindReading } from '../core/kind-reading.ts';
import { listCompared } from '../core/provenance/compared-revision.ts';
import type { DriftReport } from '../core/report.ts';
import { buildRunOptions, type CheckServices } from './build-run-options.ts';
import type { CheckState, CheckStates } from './check-state.ts';
import { runCheck } from './run-check.ts';
import { type DetectResult, describeFailure, type Telling, tellOutcome } from './tell-outcome.ts';

/** One check of one run. `at` is the time of the run: the same at every attempt, so that a repeated attempt stores the same report. */
export interface DetectEvent {
  readonly item: CheckItem;
  readonly run: string;
  readonly at: string;
  /** The attempts of this run have failed, as Step Functions tells it: the check is not made, only that is kept. */
  readonly failure?: { readonly Cause: string };
}

export type { DetectResult } from './tell-outcome.ts';

/** Everything beyond the check itself. */
export interface DetectServices extends CheckServices, Telling {
  readonly states: CheckStates;
}

/**
 * Makes one check and keeps its report. Can be killed anywhere and called again with the same event: it leaves one report and one outcome. What is
 * not read by `deadline` (milliseconds since 1970) is unchecked, and the report says so. An error that lasts is kept, and told as the outcome `failed`;
 * rejects where trying again may help.
 */
export async function detectCheck({ item, run, at }: DetectEvent, services: DetectServices, deadline: number): Promise<DetectResult> {
  const { states, reports } = services;
  const check = item.id;
  const told = { check, run, environment: item.environment };
  const claim = await states.claimRun(check, run, at, Math.max(0, deadline - Date.parse(at)));
  if (claim.type === 'held') return { check, run, held: claim.by };
  if (claim.type === 'finished') return tellOutcome(told, claim, services);
  try {
    let kinds: KindReading | undefined;
    const previous = claim.state.last?.compared ?? [];
    const options = buildRunOptions(item, services, { at, deadline, previous });
    const report = await runCheck({
      ...options,
      before: await readBefore(claim.state, reports),
      onKindsRead: (reading) => {
        kinds = reading;
      },
    });
    const { key, stored } = await reports.store(report);
    // An attempt before this one may have stored what it read; what is told is what is kept.
    const kept = stored ? report : ((await reports.read(key)) ?? report);
    const { differences, verdict, counts, revisions } = kept;
    const compared = listCompared(revisions, previous);
    const outcome = { reportKey: key, verdict, fingerprint: fingerprintDifferences(differences), at, compared };
    const finish = await states.finishRun(check, run, outcome, { complete: counts.unchecked + counts.undecided === 0, kinds });
    return await tellOutcome(told, finish, services, kept);
  } catch (error) {
    if (error instanceof PlumblineError && error.isLasting) {
      return await tellOutcome(told, await states.failRun(check, run, describeFailure(error, at)), services);
    }
    // The next attempt need not wait for the lease to end; where it cannot be let go, what failed first is what counts.
    await states.releaseRun(check, run).catch(() => undefined);
    throw error;
  }
}

/** The report before, where it has something that may be settled by now. One that is damaged or gone is no reason not to check. */
async function readBefore({ last }: CheckState, reports: DetectServices['reports']): Promise<DriftReport | undefined> {
  if (last?.verdict !== 'drifted') return undefined;
  return reports.read(last.reportKey).catch(() => undefined);
}
