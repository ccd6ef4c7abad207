import type { SeverityOverride } from '../config/severity-override.ts';
import { hasViolation } from '../provenance/list-findings.ts';
import type { DriftReport } from '../report.ts';
import { createSeverityJudge } from '../severity/judge-severity.ts';
import { compileOverrides } from '../severity/override-severity.ts';
import { isAtLeast, type SeverityLevel } from '../severity/severity.ts';
import { countDepartures, type GateGroup, groupOf, type JudgedEntry } from './gate-entry.ts';
import type { GateSide } from './gate-side.ts';
import { judgeDepartures } from './judge-departures.ts';
import { createDepartureFinder } from './select-departures.ts';

/**
 * `passed`: nothing that counts has drifted, whatever the release will change. `untrusted`: nor has it, but a revision lacks what it has to prove.
 * `incomplete`: nothing that could be compared has, and something could not.
 */
export type GateVerdict = 'passed' | 'drifted' | 'untrusted' | 'incomplete';

/** The outcome of one gate, as it is stored: the reports are the evidence, the entries say what each departure is to the release. */
export interface GateReport {
  readonly schemaVersion: 1;
  readonly type: 'gate';
  /** The source whose revision is proposed; absent where the configured revisions were checked. */
  readonly source?: string;
  readonly verdict: GateVerdict;
  /** Drift below this does not fail the gate. Absent: any drift does. */
  readonly failOn?: SeverityLevel;
  /** Departures: each field is one, and so is a whole object. */
  readonly counts: {
    readonly willChange: number;
    readonly drifted: number;
    /** Of them, those that fail the gate. */
    readonly failing: number;
    readonly adopted: number;
    /** What could not be checked or decided, in either report. */
    readonly gaps: number;
  };
  readonly entries: readonly JudgedEntry[];
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
  /** The operator's own levels. */
  readonly overrides: readonly SeverityOverride[];
  readonly failOn?: SeverityLevel;
}

/** Judges a release. */
export function buildGateReport(input: GateInput): GateReport {
  const { source, report, base, failOn } = input;
  const entries = listEntries(input);
  const count = (group: GateGroup): number => countDepartures(entries.filter(({ fate }) => groupOf(fate) === group));
  const gaps = Math.max(countGaps(report), base === undefined ? 0 : countGaps(base.report));
  const failing = countDepartures(
    entries.filter(({ fate, severity }) => groupOf(fate) === 'drifted' && isAtLeast(severity.level, failOn ?? 'low')),
  );
  const counts = { willChange: count('will-change'), drifted: count('drifted'), failing, adopted: count('adopted'), gaps };
  return {
    schemaVersion: 1,
    type: 'gate',
    ...(source === undefined ? {} : { source }),
    verdict: failing > 0 ? 'drifted' : hasViolation(report) ? 'untrusted' : gaps > 0 ? 'incomplete' : 'passed',
    ...(failOn === undefined ? {} : { failOn }),
    counts,
    entries,
    report,
    ...(base === undefined ? {} : { base: base.report }),
  };
}

/** What is told together matters as much as the worst of it. */
function listEntries({ report, proposed, base, overrides }: GateInput): JudgedEntry[] {
  const judge = createSeverityJudge(compileOverrides(overrides, report.check.cluster));
  const find = createDepartureFinder({ report, ...(base === undefined ? {} : { base: base.report }) });
  return judgeDepartures(proposed, base?.side).flatMap((entry) => {
    const difference = find(entry);
    return difference === undefined ? [] : [{ ...entry, severity: judge(difference) }];
  });
}

function countGaps({ counts }: DriftReport): number {
  return counts.unchecked + counts.undecided;
}
