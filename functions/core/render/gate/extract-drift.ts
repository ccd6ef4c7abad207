import type { GateReport } from '../../gate/gate-report.ts';
import type { DriftReport } from '../../report.ts';
import { countSeverities } from '../../severity/judge-report.ts';
import { listDrift } from './describe-gate.ts';

/** What has drifted, as a report by itself: for formats that know failures and no plans. What a release will change is none of it. */
export function extractDrift(gate: GateReport): DriftReport {
  const { report, verdict } = gate;
  const differences = listDrift(gate);
  const count = (type: 'missing' | 'modified' | 'unmanaged'): number => differences.filter((difference) => difference.type === type).length;
  const counts = { missing: count('missing'), modified: count('modified'), unmanaged: count('unmanaged') };
  // What the release alone changes is neither as git has it nor drift: it is not counted at all.
  const compared = report.counts.compared - report.counts.modified - report.counts.missing + counts.modified + counts.missing;
  return {
    ...report,
    verdict: differences.length > 0 ? 'drifted' : verdict === 'incomplete' ? 'incomplete' : 'in-sync',
    differences,
    counts: { ...report.counts, ...counts, compared, severities: countSeverities(differences) },
  };
}
