import { messageOf, PlumblineError } from '../core/errors.ts';
import { buildOutcome } from '../core/notification/build-outcome.ts';
import type { CheckOutcome } from '../core/notification/check-outcome.ts';
import type { DriftReport } from '../core/report.ts';
import type { CheckState, Finish, RunFailure } from './check-state.ts';
import type { ReportStore } from './report-store.ts';

/** One run of one check. */
export interface CheckRun {
  readonly check: string;
  readonly run: string;
  /** Of the cluster; absent where nobody told. */
  readonly environment?: string | undefined;
}

/** `held`: another run has the check, or has read it later, and tells of it; there is nothing to do here. */
export type DetectResult = CheckOutcome | { readonly check: string; readonly run: string; readonly held: string };

/** Where what is told comes from, and who hears of it. */
export interface Telling {
  readonly reports: ReportStore;
  /** Hears of each outcome before it is returned, again where an attempt is repeated. */
  readonly onOutcome?: (outcome: CheckOutcome, report: DriftReport | undefined) => void;
}

/** What a message may hold of an error that somebody else worded. */
const LONGEST = 1_000;

/** An error as it is kept and told. */
export function describeFailure(error: unknown, at: string): RunFailure {
  const advice = error instanceof PlumblineError ? error.advice : undefined;
  return { at, error: messageOf(error).slice(0, LONGEST), ...(advice ? { advice } : {}) };
}

/** What there is to tell of a run that has ended, whoever ended it. `report` where it is at hand. */
export async function tellOutcome(
  { check, run, environment }: CheckRun,
  finish: Finish,
  telling: Telling,
  report?: DriftReport,
): Promise<DetectResult> {
  if (finish.type === 'lost') return { check, run, held: finish.by ?? 'another run' };
  const { state } = finish;
  // Told after a later reading, an earlier one would say what is no longer so, and nobody would correct it.
  if (finish.type === 'behind') return { check, run, held: state.failing?.run ?? state.last?.run ?? 'another run' };
  const failed = describeFailed({ check, run, environment }, state);
  const kept = failed === undefined ? await obtainReport({ check, run }, state, telling.reports, report) : undefined;
  const outcome = failed ?? kept?.outcome;
  if (outcome === undefined) throw new PlumblineError('runtime', `run ${run} of ${check} has finished, and its report is gone`);
  telling.onOutcome?.(outcome, kept?.report);
  return outcome;
}

function describeFailed({ check, run, environment }: CheckRun, { failing, previous }: CheckState): CheckOutcome | undefined {
  if (failing?.run !== run) return undefined;
  const { at, error, advice } = failing;
  const more = { ...(environment === undefined ? {} : { environment }), ...(advice ? { advice } : {}), ...(previous ? { previous } : {}) };
  return { check, cluster: check, run, at, verdict: 'failed', error, ...more };
}

async function obtainReport(
  { run }: CheckRun,
  { last, previous }: CheckState,
  reports: ReportStore,
  atHand: DriftReport | undefined,
): Promise<{ readonly outcome: CheckOutcome; readonly report: DriftReport } | undefined> {
  if (last?.run !== run) return undefined;
  const report = atHand ?? (await reports.read(last.reportKey));
  return report && { outcome: buildOutcome(report, { ...last, previous }), report };
}
