import { buildReport } from '../core/build-report.ts';
import type { DesiredObject } from '../core/desired-state.ts';
import { createStateComparison } from '../core/diff/compare-states.ts';
import { compileIgnoreRules } from '../core/diff/ignore-rules.ts';
import type { ReadPlan } from '../core/diff/plan-reads.ts';
import { joinApiVersion, refKey } from '../core/kube-object.ts';
import type { KindRead, UncheckedKind } from '../core/live-state.ts';
import type { Advice, DriftReport } from '../core/report.ts';
import { judgeReport } from '../core/severity/judge-report.ts';
import { consultHistory } from './consult-history.ts';
import type { KubeClient } from './kube/kube-client.ts';
import { readLive } from './kube/read-live.ts';
import { locateDifferences } from './locate-differences.ts';
import { type PreparedCheck, prepareCheck, type RunCheckOptions } from './prepare-check.ts';
import type { Stopwatch } from './stopwatch.ts';

export type { CheckProgress, CheckRules, RunCheckOptions } from './prepare-check.ts';

/**
 * One check from end to end: git and cluster read side by side, compared page by page, judged, reported. Throws PlumblineError where the check
 * could not run at all; everything less is in the report.
 */
export function runCheck(options: RunCheckOptions): Promise<DriftReport> {
  return prepareCheck(options, async (prepared) => {
    const { watch, client } = prepared;
    const { findings, failed } = await watch.time('live', () => compareLive(options, prepared));
    const report = await watch.time('report', () => describe(options, prepared, findings, failed));
    return { ...report, cost: measureCost(client, watch) };
  });
}

/** Reads the cluster and compares each page as it comes. */
async function compareLive(options: RunCheckOptions, { client, plan, schemas, defaults, settings }: PreparedCheck) {
  const { check, mask, explain } = options;
  const comparison = createStateComparison({ plan, schemas: schemas.schemas, defaults, settings, scope: check.scope, mask, explain });
  const failed = await readLive(client, plan.reads, {
    deadline: options.deadline,
    onPage: comparison.addPage,
    onRestart: comparison.restart,
    onProgress: (done, total) => options.onProgress?.({ stage: 'live', done, total, detail: 'kinds' }),
  });
  return { findings: comparison.finish(findFailed(plan, failed)), failed };
}

async function describe(
  options: RunCheckOptions,
  { desired, sources, plan, schemas, discovery }: PreparedCheck,
  findings: Awaited<ReturnType<typeof compareLive>>['findings'],
  failed: readonly UncheckedKind[],
): Promise<Omit<DriftReport, 'cost'>> {
  const { check, rules, mask, explain, now } = options;
  const ignore = compileIgnoreRules(rules.ignore, now, desired.objects);
  const built = buildReport({
    check,
    desired,
    plan,
    findings,
    uncheckedKinds: countDeclared(plan, failed),
    ignores: ignore.judge,
    advise: () => [...ignore.advise(), ...schemas.unread.map(adviseUnread)],
    mask,
    explain,
    readAt: now,
    serverVersion: discovery.serverVersion,
  });
  const declared = new Map<string, DesiredObject>(plan.objects.map(({ ref, desired: object }) => [refKey(ref), object]));
  const differences = await consultHistory(built.differences, desired, declared, sources);
  return judgeReport(await locateDifferences({ ...built, differences }, declared, sources), rules.severity);
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
