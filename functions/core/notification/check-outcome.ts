import type { Verdict } from '../report.ts';
import type { SeverityLevel } from '../severity/severity.ts';

/** How one run of a check ended, small enough to travel between functions; the report itself stays in its store. */
export interface CheckOutcome {
  readonly check: string;
  readonly cluster: string;
  /** Of the run, not of the check: two runs of one check have two. */
  readonly run: string;
  /** When the cluster was read, RFC 3339. */
  readonly at: string;
  /** `failed`: the check could not run, `error` says why. */
  readonly verdict: Verdict | 'failed';
  readonly error?: string;
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
  /** How the run before ended; absent at the first. */
  readonly previous?: { readonly verdict: Verdict | 'failed'; readonly fingerprint?: string };
}

/** The detail type of the event on the bus. */
export type EventType = 'Drift Detected' | 'Drift Changed' | 'Drift Resolved' | 'Check Incomplete' | 'Check Failed';

/**
 * What there is to tell, or undefined where nothing changed since the run before. Incomplete and failed runs are told once, when they begin; drift
 * that stays the same is not told again; resolved is claimed only by a run that compared everything.
 */
export function decideEvent({ verdict, fingerprint, previous }: CheckOutcome): EventType | undefined {
  switch (verdict) {
    case 'drifted':
      if (previous?.verdict !== 'drifted') return 'Drift Detected';
      return previous.fingerprint === fingerprint ? undefined : 'Drift Changed';
    case 'in-sync':
      return previous !== undefined && previous.verdict !== 'in-sync' ? 'Drift Resolved' : undefined;
    case 'incomplete':
      return previous?.verdict === 'incomplete' ? undefined : 'Check Incomplete';
    case 'failed':
      return previous?.verdict === 'failed' ? undefined : 'Check Failed';
  }
}
