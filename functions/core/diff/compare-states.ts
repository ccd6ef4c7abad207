import type { Scope } from '../check.ts';
import { findMissingDerived } from '../derived/find-missing-derived.ts';
import { type DerivedObject, indexDerived } from '../derived/list-derived.ts';
import type { SetBy, UnmanagedObject } from '../difference.ts';
import { compileGlob, type FieldPath, formatPath } from '../field-path.ts';
import { findTeam } from '../find-team.ts';
import { asString, type Json, type JsonObject } from '../json.ts';
import { createDefaultsLookup, type DefaultsTable } from '../kinds/default-values.ts';
import {
  annotationsOf,
  compareText,
  joinApiVersion,
  type KubeObject,
  labelsOf,
  metadataOf,
  type ObjectRef,
  refKey,
} from '../kube-object.ts';
import type { KindRead, LivePage } from '../live-state.ts';
import { type Autoscaler, isAutoscalerKind, readAutoscaler } from '../machinery/autoscalers.ts';
import type { Mask } from '../mask/create-mask.ts';
import { isSecret, maskSecret } from '../mask/mask-secret.ts';
import { maskValue } from '../mask/mask-value.ts';
import { readOwnerEntries } from '../owners/field-owners.ts';
import type { SuppressedInstance } from '../report.ts';
import type { GroupVersionSchema } from '../schema/field-schema.ts';
import type { Watched, WatchedObject } from '../settled/watched.ts';
import { maskEncrypted } from '../sops/mask-encrypted.ts';
import { createTally, type SuppressedTally } from '../suppressed-tally.ts';
import { judgeUnmanaged } from '../unmanaged/judge-unmanaged.ts';
import { type ComparisonSettings, compareObject, type KindKnowledge } from './compare-object.ts';
import { chooseAuthor } from './judge-declared.ts';
import type { FieldFinding, FieldPass } from './object-comparison.ts';
import type { PlacedObject, ReadPlan } from './plan-reads.ts';

export interface StateComparisonInput {
  readonly plan: ReadPlan;
  /** By apiVersion (`v1`, `apps/v1`); a group version whose document could not be read is absent. */
  readonly schemas: ReadonlyMap<string, GroupVersionSchema>;
  /** The table made on this server's minor version, or the nearest one; `exact` tells which. */
  readonly defaults: { readonly table: DefaultsTable; readonly exact: boolean } | undefined;
  readonly settings: ComparisonSettings;
  readonly scope: Scope;
  readonly mask: Mask;
  /** Keep every place where a rule let something go, not only the counts. */
  readonly explain: boolean;
  /** Objects that departed in the report before, by `refKey`: what became of them is told whether they depart or not. */
  readonly watch?: ReadonlySet<string> | undefined;
}

/** What was found on one declared object, before ignore rules and machinery had their say. */
export interface ObjectFindings {
  readonly placed: PlacedObject;
  readonly live: KubeObject;
  readonly desired: KubeObject;
  readonly delivery?: SetBy;
  readonly differences: readonly FieldFinding[];
  readonly undecided: readonly FieldPass[];
  readonly pruned: readonly { readonly path: FieldPath; readonly desired: Json }[];
}

/** An object that no source declares, and that no rule explains. */
export interface UndeclaredFinding {
  readonly object: UnmanagedObject;
  readonly labels: JsonObject;
}

export interface StateFindings {
  /** Only objects with something to say; `compared` counts all. */
  readonly objects: readonly ObjectFindings[];
  readonly missing: readonly PlacedObject[];
  /** What controllers should have made of declared objects, and did not. */
  readonly missingDerived: readonly DerivedObject[];
  readonly undeclared: readonly UndeclaredFinding[];
  readonly autoscalers: readonly Autoscaler[];
  readonly compared: number;
  readonly suppressed: SuppressedTally;
  readonly watched: Watched;
}

/** The comparison of a whole cluster, page by page: what is unchanged is forgotten at once, so memory does not grow with the cluster. */
export interface StateComparison {
  readonly addPage: (page: LivePage) => void;
  /** Forgets every page of a list that the server made us begin again. */
  readonly restart: (read: KindRead) => void;
  /** `failed`: lists that could not be read; nothing is said about their objects. */
  readonly finish: (failed: ReadonlySet<KindRead>) => StateFindings;
}

interface ReadFindings {
  readonly objects: ObjectFindings[];
  readonly undeclared: UndeclaredFinding[];
  readonly autoscalers: Autoscaler[];
  readonly found: Set<PlacedObject>;
  /** Objects that controllers made of declared ones, by `refKey`. */
  readonly derived: Set<string>;
  readonly suppressed: SuppressedTally;
  readonly watched: Map<string, WatchedObject>;
}

/** Begins the comparison of what git declares with the pages to come. */
export function createStateComparison(input: StateComparisonInput): StateComparison {
  const { plan, scope, settings } = input;
  const declared = new Map<string, PlacedObject>(plan.objects.map((placed) => [refKey(placed.ref), placed]));
  const findDerived = indexDerived(plan.derived);
  const knowledge = createKnowledge(input);
  const isInScope = compileScope(scope);
  const judging = plan.findsUnmanaged ? chooseJudging(plan.reads) : new Set<KindRead>();
  const results = new Map<KindRead, ReadFindings>();

  const addObject = (read: KindRead, result: ReadFindings, raw: KubeObject): void => {
    const ref = refOf(read, raw);
    const key = refKey(ref);
    const placed = declared.get(key);
    if (placed) {
      if (placed.read !== read) return;
      result.found.add(placed);
      const { findings, watched } = compareOne(placed, raw, knowledge(read), input, result.suppressed);
      if (findings) result.objects.push(findings);
      if (input.watch?.has(key)) result.watched.set(key, watched());
      return;
    }
    const derived = findDerived(ref, key);
    if (derived) result.derived.add(key);
    if (input.watch?.has(key)) result.watched.set(key, { type: 'undeclared' });
    if (derived && judging.has(read)) result.suppressed.add(derived.rule.name, derived.rule.reason, () => ({ ref }));
    else if (judging.has(read) && !plan.known.has(key) && isInScope(ref)) {
      judgeUndeclared(ref, raw, settings, result);
    }
  };

  return {
    addPage: ({ read, objects }) => {
      const result: ReadFindings = results.get(read) ?? {
        objects: [],
        undeclared: [],
        autoscalers: [],
        found: new Set(),
        derived: new Set(),
        suppressed: createTally(input.explain),
        watched: new Map(),
      };
      results.set(read, result);
      for (const object of objects) addObject(read, result, object);
      if (isAutoscalerKind(read.served)) result.autoscalers.push(...objects.flatMap((object) => readAutoscaler(read.served, object) ?? []));
    },
    restart: (read) => {
      results.delete(read);
    },
    finish: (failed) => {
      const done = [...results].filter(([read]) => !failed.has(read)).map(([, result]) => result);
      const readable = plan.objects.filter((placed) => !failed.has(placed.read));
      const found = new Set(done.flatMap((result) => [...result.found]));
      const suppressed = createTally(input.explain);
      for (const result of done) suppressed.addAll(result.suppressed);
      return {
        suppressed,
        objects: done.flatMap((result) => result.objects),
        missing: readable.filter((placed) => !found.has(placed)),
        missingDerived: findMissingDerived({
          derived: plan.derived,
          reads: plan.reads,
          failed,
          parents: found,
          found: new Set(done.flatMap((result) => [...result.derived])),
        }),
        undeclared: done.flatMap((result) => result.undeclared),
        autoscalers: done.flatMap((result) => result.autoscalers),
        compared: readable.length,
        watched: {
          objects: new Map(done.flatMap(({ watched }) => [...watched])),
          isDeclared: (ref) => declared.has(refKey(ref)) || plan.known.has(refKey(ref)),
          wouldBeSeen: (ref) => isInScope(ref) && isRead(ref, judging, failed),
        },
      };
    },
  };
}

/** One list of each kind judges what no source declares: a kind that git names at two versions is read twice, and holds the same objects. */
function chooseJudging(reads: readonly KindRead[]): ReadonlySet<KindRead> {
  const first = new Map<string, KindRead>();
  for (const read of reads) {
    const kind = `${read.served.group}/${read.served.kind}`;
    if (!first.has(kind)) first.set(kind, read);
  }
  return new Set(first.values());
}

function refOf(read: KindRead, object: KubeObject): ObjectRef {
  const metadata = metadataOf(object);
  const { group, kind, namespaced } = read.served;
  return { group, kind, namespace: namespaced ? (asString(metadata['namespace']) ?? '') : null, name: asString(metadata['name']) ?? '' };
}

/** What is known of each list's kind, worked out once per list. */
export function createKnowledge(input: Pick<StateComparisonInput, 'schemas' | 'defaults'>): (read: KindRead) => KindKnowledge {
  const lookup = createDefaultsLookup(input.defaults?.table);
  const known = new Map<KindRead, KindKnowledge>();
  return (read) => {
    const cached = known.get(read);
    if (cached) return cached;
    const { group, version, kind } = read.served;
    const schema = input.schemas.get(joinApiVersion(group, version));
    const defaults = lookup(group, kind);
    // A custom resource's defaults are all in its schema; a built-in kind's are in the table of its minor version.
    const isCustom = group.includes('.') && !group.endsWith('.k8s.io') && schema !== undefined;
    const complete = isCustom || (defaults !== undefined && input.defaults?.exact === true);
    const entry: KindKnowledge = { schema, defaults, defaultsKnown: complete ? 'complete' : 'partial' };
    known.set(read, entry);
    return entry;
  };
}

function compareOne(
  placed: PlacedObject,
  raw: KubeObject,
  kind: KindKnowledge,
  { settings, mask }: StateComparisonInput,
  suppressed: SuppressedTally,
): { readonly findings: ObjectFindings | undefined; readonly watched: () => WatchedObject } {
  const { ref } = placed;
  const secret = isSecret(ref.group, ref.kind);
  const live = secret ? maskSecret(raw, mask) : raw;
  const desired = secret ? maskSecret(placed.desired.body, mask) : placed.desired.body;
  const differences: FieldFinding[] = [];
  const undecided: FieldPass[] = [];
  const pruned: { path: FieldPath; desired: Json }[] = [];
  const findings = {
    differs: (finding: FieldFinding) => differences.push(finding),
    leavesUndecided: (pass: FieldPass) => undecided.push(pass),
    suppresses: (pass: FieldPass) => suppressed.add(pass.rule, pass.reason, () => describePlace(ref, pass, mask)),
    prunes: (path: FieldPath, value: Json) => pruned.push({ path, desired: value }),
  };
  const owners = compareObject(ref, desired, live, kind, settings, maskEncrypted(findings, placed.desired.encrypted, mask));
  const watched = (): WatchedObject => ({
    type: 'declared',
    source: placed.desired.origin.source,
    desired,
    live,
    departing: new Set(differences.map(({ path }) => formatPath(path))),
    // An item that is told by its place stands in a list that is owned as a whole.
    ownersOf: (path) => owners.ownersOf(path, (depth) => path[depth] !== undefined && 'index' in path[depth]),
    writers: owners.writers,
  });
  if (differences.length + undecided.length + pruned.length === 0) return { findings: undefined, watched };
  const delivery = differences.length > 0 ? owners.lastDelivery() : undefined;
  return { findings: { placed, live, desired, differences, undecided, pruned, ...(delivery ? { delivery } : {}) }, watched };
}

/** Whether a list that judges what no source declares has read this kind to its end. */
function isRead(ref: ObjectRef, judging: ReadonlySet<KindRead>, failed: ReadonlySet<KindRead>): boolean {
  return [...judging].some((read) => read.served.group === ref.group && read.served.kind === ref.kind && !failed.has(read));
}

/** A place where a rule let a field go, with the value made safe to show. */
export function describePlace(
  ref: ObjectRef,
  { path, live, setBy }: Pick<FieldFinding, 'path' | 'live' | 'setBy'>,
  mask: Mask,
): SuppressedInstance {
  const shown = live === undefined ? {} : { live: maskValue(live, path, mask) };
  return { ref, path, at: formatPath(path), ...shown, ...(setBy ? { setBy } : {}) };
}

function judgeUndeclared(ref: ObjectRef, object: KubeObject, settings: ComparisonSettings, result: ReadFindings): void {
  const writers: readonly SetBy[] = readOwnerEntries(object, settings.classify)
    .map((entry) => entry.setBy)
    .sort((a, b) => compareText(a.time ?? '', b.time ?? ''));
  const labels = labelsOf(object);
  const verdict = judgeUnmanaged({ ref, object, labels, annotations: annotationsOf(object), writers });
  const setBy = chooseAuthor(writers);
  if (verdict) {
    result.suppressed.add(verdict.rule, verdict.reason, () => ({ ref, ...(setBy ? { setBy } : {}) }));
    return;
  }
  const since = asString(metadataOf(object)['creationTimestamp']);
  const team = findTeam(object);
  result.undeclared.push({
    object: { type: 'unmanaged', ref, ...(team ? { team } : {}), ...(setBy ? { setBy } : {}), ...(since ? { since } : {}) },
    labels,
  });
}

function compileScope(scope: Scope): (ref: ObjectRef) => boolean {
  const included = scope.namespaces.map(compileGlob);
  const excluded = scope.excludeNamespaces.map(compileGlob);
  return ({ namespace }) => {
    if (namespace === null) return true;
    return (included.length === 0 || included.some((matches) => matches(namespace))) && !excluded.some((matches) => matches(namespace));
  };
}
