import type { Judged } from '../difference.ts';
import { compareRefs, formatRef } from '../kube-object.ts';
import type { DriftReport } from '../report.ts';
import { compareSeverities } from '../severity/judge-severity.ts';
import type { CheckOutcome, Standing } from './check-outcome.ts';

const HEADLINES = 5;

/** The outcome of a run that has a report; the worst departures first. `previous` comes from the state of the check. */
export function buildOutcome(
  report: DriftReport,
  run: Pick<CheckOutcome, 'run' | 'kindsLost'> & {
    readonly reportKey: string;
    readonly fingerprint: string;
    readonly previous?: Standing | undefined;
  },
): CheckOutcome {
  const { modified, missing, unmanaged, unchecked } = report.counts;
  const { environment } = report.check.cluster;
  const ordered = [...report.differences].sort((a, b) => compareSeverities(a.severity, b.severity) || compareRefs(a.ref, b.ref));
  return {
    check: report.check.id,
    cluster: report.check.cluster.name,
    ...(environment === undefined ? {} : { environment }),
    run: run.run,
    at: report.readAt,
    verdict: report.verdict,
    reportKey: run.reportKey,
    fingerprint: run.fingerprint,
    counts: { modified, missing, unmanaged, unchecked },
    severities: report.counts.severities,
    headlines: ordered.slice(0, HEADLINES).map(describe),
    commits: report.revisions.map(({ source, commit }) => `${source}@${commit.slice(0, 8)}`),
    ...(run.kindsLost?.length ? { kindsLost: run.kindsLost } : {}),
    ...(run.previous ? { previous: run.previous } : {}),
  };
}

function describe(difference: Judged): string {
  const name = formatRef(difference.ref);
  const { level, why, field } = difference.severity;
  switch (difference.type) {
    case 'missing':
      return `${level}: ${name} is missing: ${why}`;
    case 'unmanaged':
      return `${level}: ${name} is in no repository: ${why}`;
    case 'modified': {
      const [first, ...rest] = difference.fields;
      const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
      return `${level}: ${name} differs at ${field ?? first?.at ?? '?'}${more}: ${why}`;
    }
  }
}
