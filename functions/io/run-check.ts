import { buildReport } from '../core/build-report.ts';
import type { Check } from '../core/check.ts';
import type { DesiredObject } from '../core/desired-state.ts';
import { createStateComparison } from '../core/diff/compare-states.ts';
import { compileIgnoreRules, type IgnoreRule } from '../core/diff/ignore-rules.ts';
import { planReads, type ReadPlan } from '../core/diff/plan-reads.ts';
import { loadDefaults } from '../core/kinds/defaults-tables.ts';
import { createSpotFinder } from '../core/kinds/find-spot.ts';
import { joinApiVersion, refKey } from '../core/kube-object.ts';
import type { KindRead, UncheckedKind } from '../core/live-state.ts';
import type { Mask } from '../core/mask/create-mask.ts';
import { createClassifier } from '../core/owners/classify-manager.ts';
import type { ConfiguredDelivery } from '../core/owners/find-delivery.ts';
import type { Advice, DriftReport } from '../core/report.ts';
import { DERIVED_SCHEMA_VERSION, deriveSchema } from '../core/schema/derive-schema.ts';
import type { GroupVersionSchema } from '../core/schema/field-schema.ts';
import { NEVER_LISTED } from '../core/unmanaged/unmanaged-rules.ts';
import { consultHistory } from './consult-history.ts';
import { readDesired } from './desired/desired.ts';
import type { OpenOptions } from './git-source.ts';
import type { KubeClient } from './kube/kube-client.ts';
import { readDiscovery } from './kube/read-discovery.ts';
import { readLive } from './kube/read-live.ts';
import { readSchemas } from './kube/read-schemas.ts';
import { locateDifferences } from './locate-differences.ts';
import { type Stopwatch, startStopwatch } from './stopwatch.ts';

/** What the check is doing, for people who wait. `stage` is one of the stages of `cost.seconds`. */
export interface CheckProgress {
  readonly stage: string;
  readonly done: number;
  readonly total?: number;
  readonly detail?: string;
}

/** The operator's choices that bear on the comparison. */
export interface CheckRules {
  readonly ignore: readonly IgnoreRule[];
  readonly delivery: readonly ConfiguredDelivery[];
  /** Names (globs) of the operator's own controllers. */
  readonly controllers: readonly string[];
}

export interface RunCheckOptions {
  readonly check: Check;
  readonly rules: CheckRules;
  readonly git: OpenOptions;
  /** Opens the way to the cluster; the check closes it. */
  readonly openCluster: () => Promise<KubeClient>;
  /** Where derived schemas are kept under their hash; undefined: nowhere. */
  readonly schemaDirectory: string | undefined;
  readonly mask: Mask;
  /** RFC 3339; the time of the report, and the one against which rules expire. */
  readonly now: string;
  readonly explain: boolean;
  /** Milliseconds since 1970: what is not read by then is unchecked. */
  readonly deadline?: number;
  readonly onProgress?: (progress: CheckProgress) => void;
}

/**
 * One check from end to end: git and cluster read side by side, compared page by page, judged, reported. Throws PlumblineError where the check
 * could not run at all; everything less is in the report.
 */
export async function runCheck(options: RunCheckOptions): Promise<DriftReport> {
  const watch = startStopwatch();
  const { check, rules, mask, now, explain } = options;
  const progress = options.onProgress ?? (() => {});
  const opening = options.openCluster();
  try {
    const reading = watch.time('git', () => {
      progress({ stage: 'git', done: 0, detail: 'reading the desired state' });
      return readDesired(check.sources, { ...options.git, onProgress: (detail) => progress({ stage: 'git', done: 0, detail }) });
    });
    const discovering = watch.time('discovery', async () => {
      const client = await opening;
      return { client, discovery: await readDiscovery(client) };
    });
    // Both are under way; the first failure is the one to tell, and the other must not go unheard.
    const [{ desired, sources }, { client, discovery }] = await Promise.all([reading, discovering]);
    const plan = planReads(desired, discovery, check.scope, NEVER_LISTED);
    const defaults = await loadDefaults(discovery.serverVersion);
    const { schemas, unread } = await watch.time('schema', () => {
      progress({ stage: 'schema', done: 0, detail: 'reading the schemas of what git declares' });
      return readSchemas<GroupVersionSchema>(client, listDeclaredVersions(plan), {
        derive: deriveSchema,
        deriveVersion: DERIVED_SCHEMA_VERSION,
        cacheDirectory: options.schemaDirectory,
      });
    });
    const classify = createClassifier({ controllers: rules.controllers });
    const findSpot = createSpotFinder();
    const comparison = createStateComparison({
      plan,
      schemas,
      defaults,
      settings: {
        classify: (entry) => classify(entry).class,
        delivery: rules.delivery,
        findSpot: (ref, path, live, object) => findSpot(ref.group, ref.kind, path, live, object),
      },
      scope: check.scope,
      mask,
      explain,
    });
    const failed = await watch.time('live', () =>
      readLive(client, plan.reads, {
        deadline: options.deadline,
        onPage: comparison.addPage,
        onRestart: comparison.restart,
        onProgress: (done, total) => progress({ stage: 'live', done, total, detail: 'kinds' }),
      }),
    );
    const declared = new Map<string, DesiredObject>(plan.objects.map(({ ref, desired: object }) => [refKey(ref), object]));
    const ignore = compileIgnoreRules(rules.ignore, now, desired.objects);
    const report = await watch.time('report', async () => {
      const built = buildReport({
        check,
        desired,
        plan,
        findings: comparison.finish(findFailed(plan, failed)),
        uncheckedKinds: countDeclared(plan, failed),
        ignores: ignore.judge,
        advise: () => [...ignore.advise(), ...unread.map(adviseUnread)],
        mask,
        explain,
        readAt: now,
        serverVersion: discovery.serverVersion,
      });
      const differences = await consultHistory(built.differences, desired, declared, sources);
      return locateDifferences({ ...built, differences }, declared, sources);
    });
    return { ...report, cost: measureCost(client, watch) };
  } finally {
    opening.then(
      (client) => client.close(),
      () => {},
    );
  }
}

/** Group versions whose fields are compared; kinds read as metadata need no schema. */
function listDeclaredVersions(plan: ReadPlan): readonly { readonly group: string; readonly version: string }[] {
  const wanted = new Map(plan.objects.map(({ read: { served } }) => [joinApiVersion(served.group, served.version), served]));
  return [...wanted.values()].map(({ group, version }) => ({ group, version }));
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
