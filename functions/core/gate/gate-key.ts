import type { DriftReport } from '../report.ts';
import { buildReportKey, REPORTS_FOLDER } from '../report-key.ts';

/** Above all gates. What is kept there is no report of the fleet: no list and no `latest.json` tells of it. */
export const GATES_FOLDER = 'gates/';

/** The key of a gate, as that of a report; `nth` tells apart gates of one cluster, second and commit. */
export function buildGateKey(report: Pick<DriftReport, 'check' | 'readAt' | 'revisions'>, nth: number): string {
  const key = GATES_FOLDER + buildReportKey(report).slice(REPORTS_FOLDER.length);
  return nth === 0 ? key : key.replace(/\.json$/, `-${nth + 1}.json`);
}
