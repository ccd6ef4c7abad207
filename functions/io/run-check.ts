import { buildReport } from '../core/build-report.ts';
import type { DesiredObject } from '../core/desired-state.ts';
import { createStateComparison, type StateFindings } from '../core/diff/compare-states.ts';
import { compileIgnoreRules } from '../core/diff/ignore-rules.ts';
import type { ReadPlan } from '../core/diff/plan-reads.ts';
import type { ImageReport } from '../core/images/image-report.ts';
import { addPinnedDifferences, buildImageReport } from '../core/images/judge-images.ts';
import { buildKindReading } from '../core/kind-reading.ts';
import { joinApiVersion, refKey } from '../core/kube-object.ts';
import type { KindRead, UncheckedKind } from '../core/live-state.ts';
import { adviseMoving } from '../core/rendering/advise-moving.ts';
import { adviseUnstable } from '../core/rendering/advise-unstable.ts';
import type { Advice, DriftReport } from '../core/report.ts';
import { judgeReport } from '../core/severity/judge-report.ts';
import { blameDifferences } from './blame-differences.ts';
import { consultHistory } from './consult-history.ts';
import { type RunningImagesRead, readRunningImages } from './images/read-running-images.ts';
import type { KubeClient } from './kube/kube-client.ts';
import { readLive } from './kube/read-live.ts';
import { locateDifferences } from './locate-differences.ts';
import { type PlannedState, type PreparedCheck, prepareCheck, type RunCheckOptions } from './prepare-check.ts';
import { readVersions } from './read-versions.ts';
import type { Stopwatch } from './stopwatch.ts';

export type { CheckProgress, CheckRules, RunCheckOptions } from './prepare-check.ts';

/**
 * One check from end to end: git and cluster read side by side, compared page by page, judged, reported. Throws PlumblineError where the check
 * could not run at all; everything less is in the report.
 */
export function runCheck(options: RunCheckOptions): Promise<DriftReport> {
  return prepareCheck(options, async (prepared) => (await compareStates(options, prepared)).report);
}

/** Reports over one reading of the cluster: that of the check and, where an earlier state was read too, that of it. */
export interface StateReports {
  readonly report: DriftReport;
  readonly base?: DriftReport;
}

/** Reads the cluster, compares each page as it comes with every desired state, and judges. */
export async function compareStates(options: RunCheckOptions, prepared: PreparedCheck): Promise<StateReports> {
  const { watch, client, base } = prepared;
  const states = base === undefined ? [prepared] : [prepared, base];
  const [compared, images] = await watch.time('live', () =>
    Promise.all([compareLive(options, prepared, states), readImages(options, prepared)]),
  );
  const [ofCheck] = compared;
  if (ofCheck) options.onKindsRead?.(buildKindReading(ofCheck.state.plan, ofCheck.failed, prepared.discovery));
  const [report, ofBase] = await watch.time('report', async () => {
    const reports: Omit<DriftReport, 'cost'>[] = [];
    for (const { state, ...found } of compared) reports.push(await describe(options, prepared, state, addImages(state, found, images)));
    return reports;
  });
  if (report === undefined) throw new Error('nothing was compared');
  const measured = { cost: measureCost(client, watch), madeBy: readVersions() };
  return { report: { ...report, ...measured }, ...(ofBase === undefined ? {} : { base: { ...ofBase, ...measured } }) };
}

interface LiveFindings {
  readonly findings: StateFindings;
  /** The lists of this state that could not be read. */
  readonly failed: readonly UncheckedKind[];
  readonly images?: ImageReport;
}

async function readImages(
  { rules, deadline }: RunCheckOptions,
  { client, discovery }: PreparedCheck,
): Promise<RunningImagesRead | undefined> {
  if (rules.images === undefined || !rules.images.check) return undefined;
  return readRunningImages(client, discovery, { deadline, repositories: rules.images.ecr });
}

/** What Pods run, as far as it bears on this state. */
function addImages({ plan }: PlannedState, found: LiveFindings, images: RunningImagesRead | undefined): LiveFindings {
  if (images === undefined) return found;
  const { running, unchecked, resolved } = images;
  const objects = addPinnedDifferences(found.findings.objects, plan.objects, running);
  const failed = [
    ...found.failed,
    ...unchecked.filter((kind) => !found.failed.some((other) => other.kind === kind.kind && other.group === kind.group)),
  ];
  return {
    findings: { ...found.findings, objects },
    failed,
    ...(unchecked.length > 0 ? {} : { images: buildImageReport(plan.objects, running, resolved) }),
  };
}

async function compareLive(
  options: RunCheckOptions,
  { client, schemas, defaults, settings }: PreparedCheck,
  states: readonly PlannedState[],
): Promise<readonly (LiveFindings & { readonly state: PlannedState })[]> {
  const { check, mask, explain } = options;
  const watch = options.before && new Set(options.before.differences.map(({ ref }) => refKey(ref)));
  const comparisons = states.map((state) => {
    const { plan } = state;
    const comparison = createStateComparison({
      plan,
      schemas: schemas.schemas,
      defaults,
      settings,
      scope: check.scope,
      mask,
      explain,
      watch,
    });
    return { state, comparison, reads: new Set(plan.reads) };
  });
  const unread = await readLive(client, [...new Set(comparisons.flatMap(({ reads }) => [...reads]))], {
    deadline: options.deadline,
    onPage: (page) => {
      for (const { reads, comparison } of comparisons) if (reads.has(page.read)) comparison.addPage(page);
    },
    onRestart: (read) => {
      for (const { comparison } of comparisons) comparison.restart(read);
    },
    onProgress: (done, total) => options.onProgress?.({ stage: 'live', done, total, detail: 'kinds' }),
  });
  return comparisons.map(({ state, comparison, reads }) => {
    const failed = unread.filter((kind) => [...reads].some((read) => isSameRead(read, kind)));
    return { state, failed, findings: comparison.finish(findFailed(state.plan, failed)) };
  });
}

async function describe(
  options: RunCheckOptions,
  { schemas, discovery }: PreparedCheck,
  { desired, sources, plan, ignore: ofTools = [], advice = [] }: PlannedState,
  { findings, failed, images }: LiveFindings,
): Promise<Omit<DriftReport, 'cost'>> {
  const { check, rules, mask, explain, now } = options;
  const ignore = compileIgnoreRules([...rules.ignore, ...ofTools], now, desired.objects);
  const built = buildReport({
    check,
    desired,
    plan,
    findings,
    uncheckedKinds: countDeclared(plan, failed),
    ignores: ignore.judge,
    advise: () => [
      ...ignore.advise(),
      ...advice,
      ...adviseMoving(desired.revisions),
      ...adviseUnstable(desired.objects),
      ...schemas.unread.map(adviseUnread),
    ],
    mask,
    explain,
    before: options.before,
    readAt: now,
    serverVersion: discovery.serverVersion,
  });
  const declared = new Map<string, DesiredObject>(plan.objects.map(({ ref, desired: object }) => [refKey(ref), object]));
  const differences = await consultHistory(built.differences, desired, declared, sources);
  const located = await locateDifferences({ ...built, differences, ...(images ? { images } : {}) }, declared, sources);
  return judgeReport(await blameDifferences(located, declared, sources), rules.severity);
}

function isSameRead({ served }: KindRead, kind: UncheckedKind): boolean {
  return served.group === kind.group && served.version === kind.version && served.kind === kind.kind;
}

function findFailed(plan: ReadPlan, failed: readonly UncheckedKind[]): ReadonlySet<KindRead> {
  return new Set(plan.reads.filter((read) => failed.some((kind) => isSameRead(read, kind))));
}

/** Says of each kind that could not be read how many objects of it git declares. */
function countDeclared(plan: ReadPlan, failed: readonly UncheckedKind[]): readonly UncheckedKind[] {
  return failed.map((kind) => ({ ...kind, declared: plan.objects.filter(({ read }) => isSameRead(read, kind)).length }));
}

function adviseUnread({ group, version, message }: { readonly group: string; readonly version: string; readonly message: string }): Advice {
  const about = `schema of ${joinApiVersion(group, version)}`;
  return { about, message: `Could not be read (${message}), so its lists are compared by managedFields and its quantities as text.` };
}

function measureCost(client: KubeClient, watch: Stopwatch): DriftReport['cost'] {
  const { requests, bytes } = client.cost();
  return { requests, bytes, seconds: watch.seconds(), peakMemory: process.resourceUsage().maxRSS * 1024 };
}
