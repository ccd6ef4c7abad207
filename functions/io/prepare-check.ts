import type { Check, Scope, SourceRef } from '../core/check.ts';
import type { SeverityOverride } from '../core/config/severity-override.ts';
import type { ComparisonSettings } from '../core/diff/compare-object.ts';
import type { IgnoreRule } from '../core/diff/ignore-rules.ts';
import { planReads, type ReadPlan } from '../core/diff/plan-reads.ts';
import { shareReads } from '../core/diff/share-reads.ts';
import type { KindReading } from '../core/kind-reading.ts';
import { loadDefaults } from '../core/kinds/defaults-tables.ts';
import { createSpotFinder } from '../core/kinds/find-spot.ts';
import { joinApiVersion } from '../core/kube-object.ts';
import type { Discovery } from '../core/live-state.ts';
import type { Mask } from '../core/mask/create-mask.ts';
import { createClassifier } from '../core/owners/classify-manager.ts';
import type { ConfiguredDelivery } from '../core/owners/find-delivery.ts';
import type { ProvenanceConfig } from '../core/provenance/provenance-request.ts';
import { describeCapabilities } from '../core/rendering/describe-capabilities.ts';
import type { DriftReport } from '../core/report.ts';
import { DERIVED_SCHEMA_VERSION, deriveSchema } from '../core/schema/derive-schema.ts';
import type { GroupVersionSchema } from '../core/schema/field-schema.ts';
import { NEVER_LISTED } from '../core/unmanaged/unmanaged-rules.ts';
import { type ReadDesired, type ReadOptions, readDesired } from './desired/desired.ts';
import { type OpenedCluster, readDiscovered } from './discover/discover-states.ts';
import type { KubeClient } from './kube/kube-client.ts';
import { readDiscovery } from './kube/read-discovery.ts';
import { readSchemas, type Schemas } from './kube/read-schemas.ts';
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
  readonly severity: readonly SeverityOverride[];
  readonly delivery: readonly ConfiguredDelivery[];
  /** Names (globs) of the operator's own controllers. */
  readonly controllers: readonly string[];
  /** Whether Pods are listed for the digests that run. Absent: they are not. */
  readonly images?: { readonly check: boolean; readonly ecr: readonly string[] };
  /** How many commits a new clone holds, for blame. Absent: one. */
  readonly blame?: { readonly depth: number };
  /** Where revisions have to come from. */
  readonly provenance?: ProvenanceConfig | undefined;
}

export interface RunCheckOptions {
  readonly check: Check;
  readonly rules: CheckRules;
  readonly git: ReadOptions;
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
  /** The report before this one: what it has and this one has not is told as settled. */
  readonly before?: DriftReport | undefined;
  readonly onKindsRead?: (reading: KindReading) => void;
}

/** What git declares at one revision, and what is read of the cluster for it. */
export interface PlannedState extends ReadDesired {
  readonly plan: ReadPlan;
}

/** Everything that must be known before the first object of the cluster is compared. `base`: an earlier state, compared with the same reading. */
export interface PreparedCheck extends PlannedState {
  readonly base?: PlannedState;
  readonly watch: Stopwatch;
  readonly client: KubeClient;
  readonly discovery: Discovery;
  readonly schemas: Schemas<GroupVersionSchema>;
  readonly defaults: Awaited<ReturnType<typeof loadDefaults>>;
  readonly settings: ComparisonSettings;
}

/** How the desired state of a check is read, and with it an earlier one. */
export type ReadStates = (
  sources: readonly SourceRef[],
  options: ReadOptions,
  opening: Promise<OpenedCluster>,
) => Promise<ReadDesired & { readonly base?: ReadDesired }>;

/**
 * Reads git and what the cluster serves, side by side, and hands what was found to `compare`. The way to the cluster is closed whatever happens.
 * Throws PlumblineError where the check could not run at all.
 */
export async function prepareCheck<T>(
  options: RunCheckOptions,
  compare: (prepared: PreparedCheck) => Promise<T>,
  readStates: ReadStates = chooseReading(options.check),
): Promise<T> {
  const watch = startStopwatch();
  const progress = options.onProgress ?? (() => {});
  const opening = options.openCluster();
  try {
    const discovering = watch.time('discovery', async () => {
      const client = await opening;
      return { client, discovery: await readDiscovery(client) };
    });
    const { bench } = options.git;
    const capabilities = async () => describeCapabilities((await discovering).discovery);
    const reading = watch.time('git', () => {
      progress({ stage: 'git', done: 0, detail: 'reading the desired state' });
      const git = {
        ...options.git,
        ...(bench === undefined ? {} : { bench: { ...bench, capabilities } }),
        onProgress: (detail: string) => progress({ stage: 'git', done: 0, detail }),
      };
      return readStates(options.check.sources, git, discovering);
    });
    const [read, { client, discovery }] = await Promise.all([reading, discovering]);
    const states = planStates(read, discovery, options.check.scope);
    const schemas = await watch.time('schema', () => {
      progress({ stage: 'schema', done: 0, detail: 'reading the schemas of what git declares' });
      return readSchemas<GroupVersionSchema>(client, listDeclaredVersions(states), {
        derive: deriveSchema,
        deriveVersion: DERIVED_SCHEMA_VERSION,
        cacheDirectory: options.schemaDirectory,
      });
    });
    const defaults = await loadDefaults(discovery.serverVersion);
    return await compare({ ...states, watch, client, discovery, schemas, defaults, settings: createSettings(options.rules) });
  } finally {
    opening.then(
      (client) => client.close(),
      () => {},
    );
  }
}

/** Where a check finds sources by what delivery tools are told, the cluster is asked before git is read. */
function chooseReading(check: Check): ReadStates {
  if ((check.discoveries ?? []).length === 0) return readDesired;
  return (sources, git, opening) => readDiscovered({ ...check, sources }, git, opening);
}

function planStates(
  { base, ...proposed }: Awaited<ReturnType<ReadStates>>,
  discovery: Discovery,
  scope: Scope,
): PlannedState & { readonly base?: PlannedState } {
  const plan = planReads(proposed.desired, discovery, scope, NEVER_LISTED);
  if (base === undefined) return { ...proposed, plan };
  const basePlan = planReads(base.desired, discovery, scope, NEVER_LISTED);
  const [shared = plan, sharedBase = basePlan] = shareReads([plan, basePlan]);
  return { ...proposed, plan: shared, base: { ...base, plan: sharedBase } };
}

function createSettings(rules: CheckRules): ComparisonSettings {
  const classify = createClassifier({ controllers: rules.controllers });
  const findSpot = createSpotFinder();
  return {
    classify: (entry) => classify(entry).class,
    delivery: rules.delivery,
    findSpot: (ref, path, live, object) => findSpot(ref.group, ref.kind, path, live, object),
  };
}

/** Group versions whose fields are compared; kinds read as metadata need no schema. */
function listDeclaredVersions({ plan, base }: Pick<PreparedCheck, 'plan' | 'base'>): readonly { group: string; version: string }[] {
  const objects = [...plan.objects, ...(base?.plan.objects ?? [])];
  const wanted = new Map(objects.map(({ read: { served } }) => [joinApiVersion(served.group, served.version), served]));
  return [...wanted.values()].map(({ group, version }) => ({ group, version }));
}
