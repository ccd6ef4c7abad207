import type { ErrorCode } from '../errors.ts';
import type { SeverityLevel } from '../severity/severity.ts';
import type { GateFate } from './gate-entry.ts';
import type { GateReport, GateVerdict } from './gate-report.ts';

/** A step of a gate that is being made, as `CheckProgress` tells it. */
export interface GateProgress {
  readonly type: 'progress';
  readonly stage: string;
  readonly done: number;
  readonly total?: number;
  readonly detail?: string;
}

/** One departure in a line: `Deployment.apps shop/web`, and the field where it is one. */
export interface GateLine {
  readonly fate: GateFate;
  readonly object: string;
  readonly field?: string;
  readonly severity: SeverityLevel;
}

/** What a release is told. Whatever is more than a few dozen lines is in the report alone. */
export interface GateResult {
  readonly type: 'result';
  readonly exitCode: 0 | 1 | 3 | 4;
  readonly verdict: GateVerdict;
  readonly cluster: string;
  readonly readAt: string;
  /** The commits that were compared, by source; `base` only where git moves. */
  readonly proposed: Readonly<Record<string, string>>;
  readonly base?: Readonly<Record<string, string>>;
  readonly counts: GateReport['counts'];
  /** What the compared revisions lack of what they have to prove; absent where they lack nothing. */
  readonly lacks?: readonly string[];
  /** At most 50 each, the worst first; `counts` has them all. */
  readonly drifted: readonly GateLine[];
  readonly willChange: readonly GateLine[];
  readonly adopted: readonly GateLine[];
  /** The whole of it. Whoever has the URL can read the report until it expires: do not log it. */
  readonly report: { readonly key: string; readonly url: string; readonly expiresAt: string };
}

/** The gate could not be made. */
export interface GateFailure {
  readonly type: 'error';
  readonly exitCode: 2;
  readonly code: ErrorCode | 'unexpected';
  readonly message: string;
  readonly advice?: string;
}

export type GateMessage = GateProgress | GateResult | GateFailure;
