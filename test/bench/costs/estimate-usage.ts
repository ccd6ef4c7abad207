import { buildCheckMetrics } from '../../../functions/core/metrics/check-metrics.ts';
import { buildOutcome } from '../../../functions/core/notification/build-outcome.ts';
import { buildWatchMetrics } from '../../../functions/core/watch/watch-metrics.ts';
import { buildVariedReport } from '../../support/sample-reports.ts';
import type { BenchFigures } from '../figures.ts';
import { addUsage, timesUsage, type Usage } from './prices.ts';
import type { InstallationFacts } from './read-installation.ts';

type CheckFigures = BenchFigures['checks'][number];

/** What is assumed where nothing was measured. Each stands in the document. */
export const ASSUMED = {
  /** A processor of Lambda against the one of the bench. */
  slowness: 1.5,
  /** Seconds that each request to an API server waits, beyond the one of the bench, which is on the same machine. */
  secondsPerRequest: 0.02,
  /** Seconds for what the bench has not: starting, STS, EKS, Secrets Manager, git over the network, S3, DynamoDB. */
  secondsPerCheck: 1.5,
  notifySeconds: 0.3,
  /** At the end of a run. */
  tellSeconds: 0.5,
  tellReads: 30,
  planSeconds: 3,
  watchSeconds: 2,
  /** Of the functions and of the state machine. */
  logBytesPerCheck: 12_000,
  logBytesPerRun: 15_000,
  reportBytes: 10_000,
  monthsKept: 12,
  /** Differences appear or go so often in a month, of one cluster. */
  changesPerMonth: 30,
  hoursPerMonth: 730,
  watchMinutes: 5,
} as const;

/** A part of what one cluster costs, as a line of the table. */
export interface CostPart {
  readonly what: string;
  readonly usage: Usage;
}

/** What one cluster uses in a month, checked every so many minutes. */
export function estimateCluster(figures: CheckFigures, everyMinutes: number, { transitions, memory }: InstallationFacts): CostPart[] {
  const checks = countRuns(everyMinutes);
  const a = ASSUMED;
  const seconds = estimateSeconds(figures);
  return [
    { what: 'Lambda: detect', usage: timesUsage({ lambdaSecondX86: memory.detect * seconds, lambdaRequest: 1 }, checks) },
    { what: 'Lambda: notify', usage: timesUsage({ lambdaSecond: memory.notify * a.notifySeconds, lambdaRequest: 1 }, checks) },
    { what: 'Step Functions', usage: timesUsage({ transition: transitions.check, trace: 1 }, checks) },
    { what: `Custom metrics (${PUBLISHED.ofCluster})`, usage: { metric: PUBLISHED.ofCluster } },
    { what: 'CloudWatch Logs', usage: { logs: (checks * a.logBytesPerCheck) / 1e9 } },
    // The report and its copy as the latest; the configuration and the latest before it; for `notify` the configuration and the report.
    // The history, its page and that of the newest report, each looked at before and after; the history again at the end of the run.
    { what: 'S3: requests', usage: timesUsage({ s3Write: 2 + 3, s3Read: 4 + 7 }, checks) },
    { what: 'S3: reports kept', usage: { s3Storage: (checks * a.monthsKept * a.reportBytes) / 1e9 } },
    // Taking the check and letting it go, and its incidents (2 KB); what was known before of both.
    { what: 'DynamoDB', usage: timesUsage({ tableWrite: 4, tableRead: 3 }, checks) },
    // The key of the mask and the token of one git host; one request for each of them and for each bucket.
    { what: 'Secrets Manager, KMS', usage: timesUsage({ secretRequest: 2, keyRequest: 2 }, checks) },
    { what: 'SNS, EventBridge', usage: { topic: a.changesPerMonth * 2, event: a.changesPerMonth } },
  ];
}

/** What an installation uses in a month whatever its fleet is, with one schedule. */
export function estimateInstallation(everyMinutes: number, facts: InstallationFacts): CostPart[] {
  const [runs, a] = [countRuns(everyMinutes), ASSUMED];
  const watch = { lambdaSecond: facts.memory.watch * a.watchSeconds, lambdaRequest: 1, s3Read: 2, tableRead: 1, schedule: 1 };
  const run = addUsage(
    { lambdaSecond: facts.memory.plan * a.planSeconds, lambdaRequest: 1, transition: facts.transitions.run, trace: 1, schedule: 1 },
    // The checks of the run and the fleet; what the map reads, and its results. The list of histories and the page of all of them.
    { s3Write: 5 + 2, s3Read: 4 + 1, keyRequest: 3, logs: a.logBytesPerRun / 1e9 },
    // Telling: the configuration, and the incidents and threads of the fleet.
    { lambdaSecond: facts.memory.notify * a.tellSeconds, lambdaRequest: 1, s3Read: 1, tableRead: a.tellReads },
  );
  return [
    { what: `KMS keys (${facts.keys})`, usage: { key: facts.keys } },
    { what: `Alarms (${facts.alarmMetrics} metrics)`, usage: { alarm: facts.alarmMetrics } },
    { what: `Secrets (${facts.secrets}, and one for a git token)`, usage: { secret: facts.secrets + 1 } },
    { what: `Custom metrics of the installation (${PUBLISHED.ofInstallation})`, usage: { metric: PUBLISHED.ofInstallation } },
    { what: 'Runs: schedule, plan, the map', usage: timesUsage(run, runs) },
    { what: 'Watch', usage: facts.memory.watch === 0 ? {} : timesUsage(watch, countRuns(a.watchMinutes)) },
  ];
}

/** Seconds that `detect` is paid for. */
export function estimateSeconds({ processorSeconds, requests }: CheckFigures): number {
  const { slowness, secondsPerRequest, secondsPerCheck } = ASSUMED;
  return processorSeconds * slowness + requests * secondsPerRequest + secondsPerCheck;
}

function countRuns(everyMinutes: number): number {
  return (ASSUMED.hoursPerMonth * 60) / everyMinutes;
}

/** Metrics as the functions publish them; those of `plan` stand in the handler itself. */
const PUBLISHED = countMetrics(['PlannedChecks', 'PlanProblems', 'TimeToDetect']);

function countMetrics(others: readonly string[]): { readonly ofCluster: number; readonly ofInstallation: number } {
  const report = buildVariedReport();
  const outcome = buildOutcome(report, { run: 'r', reportKey: 'k', fingerprint: 'f', previous: undefined, kindsLost: [] });
  const metrics = [
    ...buildWatchMetrics({ stale: [], ages: [{ check: 'one', seconds: 0 }] }),
    ...buildCheckMetrics({ ...outcome, kindsLost: [] }, report),
  ];
  const namesOf = (isOfCluster: boolean) =>
    metrics.filter(({ cluster }) => (cluster !== undefined) === isOfCluster).map(({ name }) => name);
  return { ofCluster: new Set(namesOf(true)).size, ofInstallation: new Set([...namesOf(false), ...others]).size };
}
