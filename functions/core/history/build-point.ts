import type { DriftReport } from '../report.ts';
import { SEVERITIES } from '../severity/severity.ts';
import type { HistoryFailure, HistoryReading, SeverityCounts } from './check-history.ts';

const LONGEST = 200;
/** Objects that a page of the newest report may have: what is known to be quick in a browser, and light for the function that writes it. */
const MOST_ON_PAGE = 10_000;

/** What is kept of a report beside it. */
export function buildReading(report: DriftReport, key: string): HistoryReading {
  const { readAt, verdict, counts, coverage, revisions, differences } = report;
  const [only, ...others] = revisions;
  return {
    at: readAt,
    verdict,
    key,
    ...(only === undefined || others.length > 0 ? {} : { commit: only.commit.slice(0, 12) }),
    severities: SEVERITIES.map((level) => counts.severities[level]) as unknown as SeverityCounts,
    gaps: counts.unchecked + counts.undecided,
    declared: coverage.declared,
    unmanaged: coverage.unmanaged,
    ...(differences.length > MOST_ON_PAGE ? {} : { page: true }),
  };
}

/** What is kept of a run that could not read its cluster. */
export function buildFailure(at: string, error: string): HistoryFailure {
  return { at, verdict: 'failed', error: error.slice(0, LONGEST) };
}
