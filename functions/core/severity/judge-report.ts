import type { SeverityOverride } from '../config/severity-override.ts';
import type { Difference } from '../difference.ts';
import type { DriftReport } from '../report.ts';
import { createSeverityJudge } from './judge-severity.ts';
import { compileOverrides } from './override-severity.ts';
import type { Severity, SeverityLevel } from './severity.ts';

/** What of a report must be there before it is judged. */
export interface UnjudgedReport {
  readonly check: DriftReport['check'];
  readonly counts: Omit<DriftReport['counts'], 'severities'>;
  readonly differences: readonly Difference[];
}

/** Gives every difference its severity, and counts them. For the end: a severity follows from the cause, and that may be found late. */
export function judgeReport<T extends UnjudgedReport>(
  report: T,
  overrides: readonly SeverityOverride[],
): Omit<T, 'counts' | 'differences'> & Pick<DriftReport, 'counts' | 'differences'> {
  const judge = createSeverityJudge(compileOverrides(overrides, report.check.cluster));
  const differences = report.differences.map((difference) => ({ ...difference, severity: judge(difference) }));
  return { ...report, differences, counts: { ...report.counts, severities: countSeverities(differences) } };
}

/** How many differences have each level, none left out. */
export function countSeverities(differences: readonly { readonly severity: Severity }[]): Readonly<Record<SeverityLevel, number>> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { severity } of differences) counts[severity.level]++;
  return counts;
}
