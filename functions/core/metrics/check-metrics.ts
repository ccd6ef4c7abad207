import type { CheckOutcome } from '../notification/check-outcome.ts';
import type { DriftReport } from '../report.ts';
import { SEVERITIES } from '../severity/severity.ts';
import type { Metric } from './metric.ts';
import { measureTimeToDetect } from './time-to-detect.ts';

/** How a run can end, and the metric that counts it. */
const ENDS: Readonly<Record<CheckOutcome['verdict'], string>> = {
  'in-sync': 'ChecksInSync',
  drifted: 'ChecksDrifted',
  incomplete: 'ChecksIncomplete',
  failed: 'ChecksFailed',
};

/** The figures of one run of a check. Without a report it failed, and there is nothing else to count. */
export function buildCheckMetrics(outcome: CheckOutcome, report: DriftReport | undefined): Metric[] {
  const ends = Object.entries(ENDS).map(([verdict, name]) => count(name, verdict === outcome.verdict ? 1 : 0));
  return report === undefined
    ? ends
    : [...ends, ...describeDrift(outcome, report), ...describeReading(outcome, report), ...describeCost(report)];
}

function describeDrift(outcome: CheckOutcome, report: DriftReport): Metric[] {
  const { modified, missing, unmanaged } = report.counts;
  const total = report.differences.length;
  const delays = measureTimeToDetect(report, outcome);
  return [
    count('Differences', total),
    { ...count('Differences', total), cluster: report.check.id },
    count('DifferencesModified', modified),
    count('DifferencesMissing', missing),
    count('DifferencesUnmanaged', unmanaged),
    ...SEVERITIES.map((level) => count(`Differences${capitalize(level)}`, report.counts.severities[level])),
    ...(delays.length > 0 ? [{ name: 'TimeToDetect', unit: 'Seconds', value: delays } as const] : []),
  ];
}

function describeReading({ kindsLost = [] }: CheckOutcome, { counts, coverage, check }: DriftReport): Metric[] {
  const percent = coverage.ratio === null ? [] : [{ name: 'Coverage', unit: 'Percent', value: coverage.ratio * 100 } as const];
  return [
    count('Unchecked', counts.unchecked),
    count('Undecided', counts.undecided),
    count('KindsLost', kindsLost.length),
    ...percent,
    ...percent.map((metric): Metric => ({ ...metric, cluster: check.id })),
  ];
}

function describeCost({ cost }: DriftReport): Metric[] {
  return [
    count('Requests', cost.requests),
    { name: 'BytesRead', unit: 'Bytes', value: cost.bytes },
    { name: 'PeakMemory', unit: 'Bytes', value: cost.peakMemory },
    ...Object.entries(cost.seconds).map(([stage, value]): Metric => ({ name: `${capitalize(stage)}Seconds`, unit: 'Seconds', value })),
  ];
}

function count(name: string, value: number): Metric {
  return { name, unit: 'Count', value };
}

function capitalize(word: string): string {
  return `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`;
}
