import type { CheckItem } from '../core/check-item.ts';
import { PlumblineError } from '../core/errors.ts';
import { fingerprintDifferences } from '../core/fingerprint.ts';
import { buildOutcome } from '../core/notification/build-outcome.ts';
import type { CheckOutcome } from '../core/notification/check-outcome.ts';
import { buildRunOptions, type CheckServices } from './build-run-options.ts';
import type { CheckStates } from './check-state.ts';
import type { ReportStore } from './report-store.ts';
import { runCheck } from './run-check.ts';

/** One check of one run. `at` is the time of the run: the same at every attempt, so that a repeated attempt stores the same report. */
export interface DetectEvent {
  readonly item: CheckItem;
  readonly run: string;
  readonly at: string;
}

/** `held`: another run has the check, or has read it later, and tells of it; there is nothing to do here. */
export type DetectResult = CheckOutcome | { readonly check: string; readonly run: string; readonly held: string };

/** Everything beyond the check itself. */
export interface DetectServices extends CheckServices {
  readonly states: CheckStates;
  readonly reports: ReportStore;
}

/**
 * Makes one check and keeps its report. Can be killed anywhere and called again with the same event: it leaves one report and one outcome. What is
 * not read by `deadline` (milliseconds since 1970) is unchecked, and the report says so. Rejects where the check could not run at all.
 */
export async function detectCheck({ item, run, at }: DetectEvent, services: DetectServices, deadline: number): Promise<DetectResult> {
  const { states, reports } = services;
  const check = item.id;
  const claim = await states.claimRun(check, run, at, Math.max(0, deadline - Date.parse(at)));
  if (claim.type === 'held') return { check, run, held: claim.by };
  if (claim.type === 'finished') return retell(check, run, claim.state, reports);
  try {
    const report = await runCheck(buildRunOptions(item, services, { at, deadline }));
    const { key, stored } = await reports.store(report);
    // An attempt before this one may have stored what it read; what is told is what is kept.
    const kept = stored ? report : ((await reports.read(key)) ?? report);
    const fingerprint = fingerprintDifferences(kept.differences);
    const finish = await states.finishRun(check, run, { reportKey: key, verdict: kept.verdict, fingerprint, at });
    if (finish.type === 'lost') return { check, run, held: finish.by ?? 'another run' };
    // Told after a later reading, an earlier one would say what is no longer so, and nobody would correct it.
    if (finish.type === 'behind') return { check, run, held: finish.state.last?.run ?? 'a later run' };
    const { previous } = finish;
    return buildOutcome(kept, { run, reportKey: key, fingerprint, ...(previous ? { previous } : {}) });
  } catch (error) {
    // The next attempt need not wait for the lease to end; where it cannot be let go, what failed first is what counts.
    await states.releaseRun(check, run).catch(() => undefined);
    throw error;
  }
}

/** The outcome of a run that had finished before its answer was lost. */
async function retell(
  check: string,
  run: string,
  { last, previous }: Extract<Awaited<ReturnType<CheckStates['claimRun']>>, { type: 'finished' }>['state'],
  reports: ReportStore,
): Promise<CheckOutcome> {
  const report = last === undefined ? undefined : await reports.read(last.reportKey);
  if (last === undefined || report === undefined)
    throw new PlumblineError('runtime', `run ${run} of ${check} has finished, and its report is gone`);
  return buildOutcome(report, { run, reportKey: last.reportKey, fingerprint: last.fingerprint, ...(previous ? { previous } : {}) });
}
