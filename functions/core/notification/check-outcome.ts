import type { Verdict } from '../report.ts';
import type { SeverityLevel } from '../severity/severity.ts';

/** How a check stood before a run. */
export interface Standing {
  /** How the run before ended. */
  readonly verdict: Verdict | 'failed';
  /** Of the drift that the last run saw that could tell; absent where that was in sync. */
  readonly fingerprint?: string;
  /** When the cluster was last read, RFC 3339. */
  readonly readAt?: string;
  /** Since when the check fails. */
  readonly failingSince?: string;
}

/** How one run of a check ended, small enough to travel between functions; the report itself stays in its store. */
export interface CheckOutcome {
  readonly check: string;
  readonly cluster: string;
  /** Of the cluster; absent where nobody told. */
  readonly environment?: string;
  /** Of the run, not of the check: two runs of one check have two. */
  readonly run: string;
  /** When the cluster was read, RFC 3339. */
  readonly at: string;
  /** `failed`: the check could not run, `error` says why. */
  readonly verdict: Verdict | 'failed';
  readonly error?: string;
  /** What to do about it. */
  readonly advice?: string;
  /** Where the report is; absent where there is none. */
  readonly reportKey?: string;
  /** Equal exactly when the differences are. */
  readonly fingerprint?: string;
  readonly counts?: { readonly modified: number; readonly missing: number; readonly unmanaged: number; readonly unchecked: number };
  /** Departures of each level. */
  readonly severities?: Readonly<Record<SeverityLevel, number>>;
  /** First departures in words, masked; for people who read no report. */
  readonly headlines?: readonly string[];
  readonly commits?: readonly string[];
  /** Kinds that could be read before, and cannot be now. */
  readonly kindsLost?: readonly string[];
  /** Absent at the first run. */
  readonly previous?: Standing;
}

/** The detail type of the event on the bus. */
export type EventType = 'Drift Detected' | 'Drift Changed' | 'Drift Resolved' | 'Check Incomplete' | 'Check Failed' | 'Check Recovered';

/**
 * What there is to tell, or undefined where nothing changed since it was last told. A run that has gaps or fails is told when that begins, and so is
 * its end. Drift is compared with what the last run saw that could tell: drift that was there before a failure is not new after it.
 */
export function decideEvent({ verdict, fingerprint, previous }: CheckOutcome): EventType | undefined {
  switch (verdict) {
    case 'failed':
      return previous?.verdict === 'failed' ? undefined : 'Check Failed';
    case 'incomplete':
      return previous?.verdict === 'incomplete' ? undefined : 'Check Incomplete';
    case 'drifted':
    case 'in-sync': {
      const before = previous?.verdict === 'in-sync' ? undefined : previous?.fingerprint;
      const now = verdict === 'drifted' ? fingerprint : undefined;
      if (before !== now) return before === undefined ? 'Drift Detected' : now === undefined ? 'Drift Resolved' : 'Drift Changed';
      return previous?.verdict === 'failed' || previous?.verdict === 'incomplete' ? 'Check Recovered' : undefined;
    }
  }
}
