import type { SetBy } from '../../functions/core/difference.ts';
import { addPoint } from '../../functions/core/history/add-point.ts';
import { buildFailure, buildReading } from '../../functions/core/history/build-point.ts';
import type { CheckHistory } from '../../functions/core/history/check-history.ts';
import { observeFailure, observeReport } from '../../functions/core/incident/build-observation.ts';
import type { CheckBook } from '../../functions/core/incident/check-book.ts';
import { DEFAULT_INCIDENT_SETTINGS } from '../../functions/core/incident/incident-settings.ts';
import { observeRun } from '../../functions/core/incident/observe-run.ts';
import type { DriftReport } from '../../functions/core/report.ts';
import { buildReportKey } from '../../functions/core/report-key.ts';
import type { SeverityLevel } from '../../functions/core/severity/severity.ts';
import { createRandom, DAY, type Event, generateEvents } from '../replay/generate-month.ts';
import { buildChanged, buildModified, buildPath, buildReport, buildUnmanaged } from './sample-report.ts';

/** One run of a fleet: a report, or why there is none. */
export interface SampleRun {
  readonly check: string;
  readonly at: string;
  readonly report?: DriftReport;
  readonly error?: string;
}

const NAMES = [
  'prod-eu',
  'prod-us',
  'prod-ap',
  'stage-eu',
  'stage-us',
  'data-eu',
  'data-us',
  'edge-1',
  'edge-2',
  'tools',
  'payments',
  'sandbox',
];
const MANAGERS = [
  'kubectl-edit',
  'kubectl-client-side-apply',
  'kubectl-patch',
  'rancher',
  'our-deployer',
  'kubectl-scale',
  'OpenAPI-Generator',
];
const FIELDS: Readonly<Record<SeverityLevel, readonly string[]>> = {
  critical: ['spec', 'template', 'spec', 'hostPID'],
  high: ['spec', 'template', 'spec', 'serviceAccountName'],
  medium: ['spec', 'template', 'spec', 'terminationGracePeriodSeconds'],
  low: ['spec', 'replicas'],
};

/** What so many clusters go through until 4 November 2026, run by run as they end: departures, failures, days without a run. The same at every call. */
export function* generateRuns({
  clusters = 12,
  days = 90,
  everyMinutes = 240,
}: {
  readonly clusters?: number;
  readonly days?: number;
  readonly everyMinutes?: number;
} = {}): Generator<SampleRun> {
  const events = generateEvents(clusters, days, createRandom(90));
  const start = Date.parse('2026-11-05T00:00:00Z') - days * DAY * 60_000;
  const active = new Set<Event>();
  const waiting = events.filter(({ sort }) => sort !== 'rollout' && sort !== 'stuck').toSorted((a, b) => a.begin - b.begin);
  for (let minute = 0; minute < days * DAY; minute += everyMinutes) {
    while (waiting[0] !== undefined && waiting[0].begin <= minute) active.add(waiting.shift() as Event);
    for (const event of active) if (event.end <= minute) active.delete(event);
    const at = new Date(start + minute * 60_000).toISOString();
    for (let cluster = 0; cluster < clusters; cluster++) {
      const check = NAMES[cluster] ?? `cluster-${cluster}`;
      const own = [...active].filter((event) => event.clusters.includes(cluster));
      // One schedule was switched off for four days.
      if (cluster === 8 && minute > 40 * DAY && minute < 44 * DAY) continue;
      const outage = own.find(({ sort }) => sort === 'outage');
      if (outage) yield { check, at, error: `the API server of ${check} did not answer within 10 s` };
      else yield { check, at, report: buildRun(check, cluster, at, own, start, minute) };
    }
  }
}

function buildRun(check: string, cluster: number, at: string, own: readonly Event[], start: number, minute: number): DriftReport {
  const differences = own.flatMap((event) =>
    event.objects.map((object) => {
      const manager = MANAGERS[(event.id * 7 + cluster) % (event.id % 3 === 0 ? 3 : MANAGERS.length)] ?? '';
      const setBy: SetBy = { manager, operation: 'Update', time: new Date(start + event.begin * 60_000).toISOString(), class: 'person' };
      const path = buildPath(...FIELDS[event.severity]);
      return buildModified(`Deployment.apps team-${object % 5}/app-${object}`, [buildChanged(path, 1, 2, { cause: 'by-hand', setBy })]);
    }),
  );
  const strays = Array.from({ length: cluster % 4 === 1 ? cluster : 0 }, (_, i) =>
    buildUnmanaged(`ConfigMap team-${i}/stray-${i}`, null, new Date(start).toISOString()),
  );
  const report = buildReport([...differences, ...(minute < 50 * DAY ? strays : [])]);
  return {
    ...report,
    check: { id: check, cluster: { ...report.check.cluster, name: check, environment: /^(\w+)-/.exec(check)?.[1] ?? 'shared' } },
    readAt: at,
  };
}

/** Book and history of each check after all of these runs, by the code that an installation runs. */
export function replayRuns(
  runs: Iterable<SampleRun>,
  everyMinutes: number | undefined,
): { readonly book: CheckBook; readonly history: CheckHistory; readonly report?: DriftReport }[] {
  const checks = new Map<string, { book: CheckBook; history: CheckHistory; report?: DriftReport }>();
  for (const run of runs) {
    const before = checks.get(run.check);
    const key = run.report && buildReportKey(run.report);
    const seen =
      run.report && key !== undefined
        ? observeReport(run.report, { run: key, reportKey: key }, DEFAULT_INCIDENT_SETTINGS)
        : observeFailure({ check: run.check, cluster: run.check, run: run.at, at: run.at, verdict: 'failed', error: run.error ?? '' });
    const book = observeRun(before?.book, seen, DEFAULT_INCIDENT_SETTINGS);
    const point = run.report && key !== undefined ? buildReading(run.report, key) : buildFailure(run.at, run.error ?? '');
    const report = run.report ?? before?.report;
    checks.set(run.check, {
      book,
      history: addPoint(before?.history, { point, book, everyMinutes }),
      ...(report === undefined ? {} : { report }),
    });
  }
  return [...checks.values()];
}
