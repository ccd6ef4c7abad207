import type { DriftReport } from '../report.ts';
import { countDepartures, type GateEntry, type GateGroup, groupOf } from './gate-entry.ts';
import type { GateSide } from './gate-side.ts';
import { judgeDepartures } from './judge-departures.ts';

/** `passed`: nothing has drifted, whatever the release will change. `incomplete`: nothing that could be compared has, and something could not. */
export type GateVerdict = 'passed' | 'drifted' | 'incomplete';

/** The outcome of one gate, as it is stored: the reports are the evidence, the entries say what each departure is to the release. */
export interface GateReport {
  readonly schemaVersion: 1;
  readonly type: 'gate';
  /** The source whose revision is proposed; absent where the configured revisions were checked. */
  readonly source?: string;
  readonly verdict: GateVerdict;
  /** Departures: each field is one, and so is a whole object. */
  readonly counts: {
    readonly willChange: number;
    readonly drifted: number;
    readonly adopted: number;
    /** What could not be checked or decided, in either report. */
    readonly gaps: number;
  };
  readonly entries: readonly GateEntry[];
  /** Of the proposed revision. */
  readonly report: DriftReport;
  /** Of the base, over the same reading of the cluster. Absent where git does not move: the recorded causes alone decided. */
  readonly base?: DriftReport;
}

export interface GateInput {
  readonly source?: string;
  readonly report: DriftReport;
  readonly proposed: GateSide;
  readonly base?: { readonly report: DriftReport; readonly side: GateSide };
}

/** Judges a release. */
export function buildGateReport({ source, report, proposed, base }: GateInput): GateReport {
  const entries = judgeDepartures(proposed, base?.side);
  const count = (group: GateGroup): number => countDepartures(entries.filter(({ fate }) => groupOf(fate) === group));
  const gaps = Math.max(countGaps(report), base === undefined ? 0 : countGaps(base.report));
  const counts = { willChange: count('will-change'), drifted: count('drifted'), adopted: count('adopted'), gaps };
  return {
    schemaVersion: 1,
    type: 'gate',
    ...(source === undefined ? {} : { source }),
    verdict: counts.drifted > 0 ? 'drifted' : gaps > 0 ? 'incomplete' : 'passed',
    counts,
    entries,
    report,
    ...(base === undefined ? {} : { base: base.report }),
  };
}

function countGaps({ counts }: DriftReport): number {
  return counts.unchecked + counts.undecided;
}
