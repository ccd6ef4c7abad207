import type { DriftReport, Verdict } from './report.ts';
import type { ReportKey } from './report-key.ts';

/** A stored report in a line. `damaged`: it is there and cannot be read, and why; then nothing else is known of it. */
export type ReportRow = ReportKey &
  (
    | {
        readonly verdict: Verdict;
        readonly counts: DriftReport['counts'];
        /** 0 to 1, null where not known. */
        readonly coverage: number | null;
      }
    | { readonly damaged: string }
  );

/** A report's line. */
export function buildReportRow(key: ReportKey, { verdict, counts, coverage }: DriftReport): ReportRow {
  return { ...key, verdict, counts, coverage: coverage.ratio };
}
