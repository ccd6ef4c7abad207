import type { Standing } from '../core/notification/check-outcome.ts';
import type { ComparedRevision } from '../core/provenance/compared-revision.ts';
import type { Verdict } from '../core/report.ts';

/** How a run ended: where its report lies, and what it says. `at` is when the cluster was read. */
export interface RunOutcome {
  readonly reportKey: string;
  readonly verdict: Verdict;
  readonly fingerprint: string;
  readonly at: string;
  /** Kinds that could be read before this run, and not by it. */
  readonly kindsLost?: readonly string[];
  /** The commits that were compared last, one a source: a later run says whether they are still in the history. */
  readonly compared?: readonly ComparedRevision[];
}

/** Why a run has no outcome, safe to show. `at`: the time of the run. */
export interface RunFailure {
  readonly at: string;
  readonly error: string;
  readonly advice?: string;
}

/** What is kept of a check between its runs. */
export interface CheckState {
  /** The last run that read the cluster. */
  readonly last: (RunOutcome & { readonly run: string }) | undefined;
  /** The last run, where that failed. `since`: the first that failed in a row. */
  readonly failing: (RunFailure & { readonly run: string; readonly since: string }) | undefined;
  /** How the check stood before its last run: what an alert compares with. */
  readonly previous: Standing | undefined;
  /** When the cluster was last read completely. */
  readonly completeAt: string | undefined;
  /** The run that has it now, if one has. */
  readonly holder: { readonly run: string; readonly until: string } | undefined;
}

/** Attributes of a state as they are kept. Times are UTC with milliseconds, so that they compare as text. */
export interface CheckStateItem {
  readonly outcome?: RunOutcome & { readonly run: string };
  readonly failure?: RunFailure & { readonly run: string; readonly since: string };
  readonly previous?: Standing | null;
  /** Fingerprint of the drift that the last run saw that could tell. */
  readonly drift?: string;
  /** Kinds that could be read by the last run that asked for them. */
  readonly kinds?: readonly string[];
  /** Of the last run that finished or failed. */
  readonly lastAt?: string;
  readonly lastRun?: string;
  readonly completeAt?: string;
  readonly holder?: string;
  readonly heldUntil?: string;
}

/** The key of a check's state: `pk` is `check#` and the id of the check, `sk` is `state`. */
export function locateState(check: string): { readonly pk: string; readonly sk: 'state' } {
  return { pk: `check#${check}`, sk: 'state' };
}

/** What the attributes of a state say. */
export function toState({ outcome, failure, previous, completeAt, holder, heldUntil }: CheckStateItem): CheckState {
  return {
    last: outcome,
    failing: failure,
    previous: previous ?? undefined,
    completeAt,
    holder: holder === undefined || heldUntil === undefined ? undefined : { run: holder, until: heldUntil },
  };
}

/** How the check stands, for the run that comes next. */
export function describeStanding({ outcome, failure, drift }: CheckStateItem): Standing | undefined {
  const verdict = failure === undefined ? outcome?.verdict : 'failed';
  return (
    verdict && {
      verdict,
      ...(drift === undefined ? {} : { fingerprint: drift }),
      ...(outcome === undefined ? {} : { readAt: outcome.at }),
      ...(failure === undefined ? {} : { failingSince: failure.since }),
    }
  );
}
