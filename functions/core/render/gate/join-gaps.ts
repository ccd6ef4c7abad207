import type { GateReport } from '../../gate/gate-report.ts';
import type { DriftReport, Unchecked } from '../../report.ts';

/** The report of the proposed revision with what could not be judged in either report, each gap once. */
export function joinGaps({ report, base }: GateReport): DriftReport {
  const known = new Set(report.unchecked.map(({ message }) => message));
  const ofBase = (base?.unchecked ?? [])
    .filter(({ message }) => !known.has(message))
    .map((gap): Unchecked => ({ ...gap, message: `At the base: ${gap.message}` }));
  return { ...report, unchecked: [...report.unchecked, ...ofBase] };
}
