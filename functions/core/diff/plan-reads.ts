import type { Scope } from '../check.ts';
import { type DerivedObject, listDerived } from '../derived/list-derived.ts';
import type { DesiredObject, DesiredState } from '../desired-state.ts';
import { compileGlob } from '../field-path.ts';
import { compareText, type ObjectRef, refKey } from '../kube-object.ts';
import type { Discovery, KindRead, ServedKind, UncheckedKind } from '../live-state.ts';
import { AUTOSCALER_KINDS } from '../machinery/autoscalers.ts';
import type { UncheckedObject } from '../report.ts';

/** A declared object once discovery told whether its kind is namespaced. */
export interface PlacedObject {
  readonly ref: ObjectRef;
  readonly desired: DesiredObject;
  readonly read: KindRead;
}

/** What to read of the cluster, and what cannot be checked whatever is read. */
export interface ReadPlan {
  readonly reads: readonly KindRead[];
  readonly objects: readonly PlacedObject[];
  /** Refs (by `refKey`) that git declares though they are not compared: hooks, objects declared twice, versions no longer served. Never unmanaged. */
  readonly known: ReadonlySet<string>;
  /** What controllers make of `objects`: nobody's to declare, and missed where they should be. */
  readonly derived: readonly DerivedObject[];
  readonly unchecked: readonly (UncheckedKind | UncheckedObject)[];
  /** True where the looking for unmanaged objects is sound: every manifest was read. */
  readonly findsUnmanaged: boolean;
}

/**
 * Decides which kinds are listed, and how: what git declares in full, at the version git names, once per kind and version; every other
 * kind in scope as metadata only. `neverListed` names kinds (`Kind` or `Kind.group`) whose undeclared objects are never worth a request.
 */
export function planReads(desired: DesiredState, discovery: Discovery, scope: Scope, neverListed: readonly string[]): ReadPlan {
  const served = indexServed(discovery);
  const reads = new Map<string, KindRead>();
  const excluded = compileKinds(scope.excludeKinds);
  const placement = placeObjects(desired, discovery, served, reads, excluded);
  // Whatever could not be read may declare anything, so nothing can be called unmanaged.
  const findsUnmanaged = scope.unmanaged && desired.unchecked.length === 0;
  // Of a kind that git declares at some version, no other version is read.
  const declared = new Set([...reads.values()].map(({ served: kind }) => `${kind.group}/${kind.kind}`));
  const isRead = ({ group, kind, version }: ServedKind): boolean =>
    declared.has(`${group}/${kind}`) || reads.has(`${group}/${kind}/${version}`);
  for (const { group, kind } of AUTOSCALER_KINDS) {
    const best = placement.objects.length > 0 ? served.get(`${group}/${kind}`)?.find((candidate) => candidate.preferred) : undefined;
    if (best && !excluded(best) && !isRead(best)) addRead(reads, best, 'full');
  }
  const derived = planDerived(placement, served, excluded);
  for (const { name } of derived) {
    const best = name.presence === 'expected' ? served.get(`${name.group}/${name.kind}`)?.find(({ preferred }) => preferred) : undefined;
    if (best && !isRead(best)) addRead(reads, best, 'metadata');
  }
  if (findsUnmanaged) {
    const skipped = compileKinds([...neverListed, ...scope.excludeKinds]);
    for (const kind of discovery.kinds) {
      if (kind.preferred && kind.verbs.includes('list') && !skipped(kind) && !isRead(kind)) addRead(reads, kind, 'metadata');
    }
  }
  const unreadable = findsUnmanaged ? listUnreadable(discovery, placement.unchecked) : [];
  return { ...placement, derived, unchecked: [...placement.unchecked, ...unreadable], reads: [...reads.values()], findsUnmanaged };
}

/** A kind that is left out of the check is left out here too: nothing is claimed of Secrets that nobody may read. */
function planDerived(
  { objects, known }: Placement,
  served: ReadonlyMap<string, readonly ServedKind[]>,
  excluded: (kind: { group: string; kind: string }) => boolean,
): readonly DerivedObject[] {
  const declared = new Set(objects.map(({ ref }) => refKey(ref)));
  const derived = listDerived(objects, (key) => declared.has(key) || known.has(key));
  return derived.filter(({ name }) => served.has(`${name.group}/${name.kind}`) && !excluded(name));
}

/** Live figures of pods and nodes, computed on request: nothing there is ever declared. */
const METRICS_GROUP = /(^|\.)metrics\.k8s\.io$/;

/** Group versions that discovery could not read, and of which git declares nothing: unmanaged objects may stand there. */
function listUnreadable(discovery: Discovery, unchecked: readonly (UncheckedKind | UncheckedObject)[]): UncheckedKind[] {
  const named = new Set(unchecked.map((item) => (item.type === 'kind' ? `${item.group}/${item.version}` : '')));
  return discovery.unreadable
    .filter(({ group, version }) => !METRICS_GROUP.test(group) && !named.has(`${group}/${version}`))
    .map(({ group, version, message }) => ({ type: 'kind', group, version, kind: '*', reason: 'server-error', message, declared: 0 }));
}

function addRead(reads: Map<string, KindRead>, served: ServedKind, mode: KindRead['mode']): KindRead {
  const key = `${served.group}/${served.kind}/${served.version}`;
  const read = reads.get(key) ?? { served, mode };
  reads.set(key, read);
  return read;
}

function indexServed(discovery: Discovery): Map<string, ServedKind[]> {
  const index = new Map<string, ServedKind[]>();
  for (const kind of discovery.kinds) {
    const key = `${kind.group}/${kind.kind}`;
    const versions = index.get(key);
    if (versions) versions.push(kind);
    else index.set(key, [kind]);
  }
  return index;
}

/** `Kind` or `Kind.group`, each with `*`; a bare kind means that kind of any group. */
export function compileKinds(patterns: readonly string[]): (kind: { readonly group: string; readonly kind: string }) => boolean {
  const matchers = patterns.map((pattern) => compileGlob(pattern.toLowerCase()));
  return ({ group, kind }) => {
    const bare = kind.toLowerCase();
    const full = group === '' ? bare : `${bare}.${group}`;
    return matchers.some((matches) => matches(bare) || matches(full));
  };
}

type Placement = Pick<ReadPlan, 'objects' | 'known' | 'unchecked'>;

function placeObjects(
  desired: DesiredState,
  discovery: Discovery,
  served: ReadonlyMap<string, readonly ServedKind[]>,
  reads: Map<string, KindRead>,
  excluded: (kind: { group: string; kind: string }) => boolean,
): Placement {
  const placed = new Map<string, PlacedObject>();
  const known = new Set<string>();
  const unchecked = new Map<string, UncheckedKind>();
  const faults: UncheckedObject[] = [];
  for (const object of desired.objects) {
    if (excluded(object)) continue;
    const versions = served.get(`${object.group}/${object.kind}`) ?? [];
    const exact = versions.find((candidate) => candidate.version === object.version);
    const best = exact ?? versions.find((candidate) => candidate.preferred) ?? versions[0];
    if (best === undefined) {
      countUnserved(unchecked, object, discovery);
      continue;
    }
    const ref = placeRef(object, best);
    const key = refKey(ref);
    const twin = placed.get(key);
    if (twin || known.has(key)) {
      if (twin) faults.push(describeTwice(twin, object));
      placed.delete(key);
      known.add(key);
    } else if (!exact) {
      known.add(key);
      faults.push(describeNotServed(ref, object, best));
    } else {
      placed.set(key, { ref, desired: object, read: addRead(reads, exact, 'full') });
    }
  }
  for (const hook of desired.hooks) {
    const kind = served.get(`${hook.group}/${hook.kind}`)?.[0];
    if (kind) known.add(refKey(placeRef(hook, kind)));
  }
  const kinds = [...unchecked.values()].sort((a, b) => compareText(a.group, b.group) || compareText(a.kind, b.kind));
  return { objects: [...placed.values()], known, unchecked: [...kinds, ...faults] };
}

function placeRef(object: DesiredObject, served: ServedKind): ObjectRef {
  const namespace = served.namespaced ? (object.namespace ?? object.defaultNamespace) : null;
  return { group: object.group, kind: object.kind, namespace, name: object.name };
}

function countUnserved(unchecked: Map<string, UncheckedKind>, object: DesiredObject, discovery: Discovery): void {
  const key = `${object.group}/${object.version}/${object.kind}`;
  const broken = discovery.unreadable.find(({ group, version }) => group === object.group && version === object.version);
  const where = `${object.origin.file}:${object.origin.line}`;
  const name = object.group === '' ? object.kind : `${object.kind}.${object.group}`;
  const message = broken
    ? `${name}: the cluster could not say what it serves there: ${broken.message}`
    : `${name} (${object.version}) is not served by this cluster: no such API, or its CustomResourceDefinition is gone. First declared at ${where}.`;
  const declared = (unchecked.get(key)?.declared ?? 0) + 1;
  unchecked.set(key, {
    type: 'kind',
    group: object.group,
    version: object.version,
    kind: object.kind,
    reason: broken ? 'server-error' : 'not-served',
    message: unchecked.get(key)?.message ?? message,
    declared,
  });
}

function describeTwice(first: PlacedObject, second: DesiredObject): UncheckedObject {
  const place = ({ origin }: DesiredObject): string => `${origin.file}:${origin.line}`;
  return {
    type: 'object',
    ref: first.ref,
    origin: second.origin,
    reason: 'declared-twice',
    message: `Declared twice, at ${place(first.desired)} and ${place(second)}: which one counts cannot be known. Remove one.`,
  };
}

function describeNotServed(ref: ObjectRef, object: DesiredObject, best: ServedKind): UncheckedObject {
  const api = object.group === '' ? object.version : `${object.group}/${object.version}`;
  return {
    type: 'object',
    ref,
    origin: object.origin,
    reason: 'not-served',
    message: `${api} is no longer served by this cluster, which serves ${object.kind} as ${best.group === '' ? '' : `${best.group}/`}${best.version}. Change apiVersion in git.`,
  };
}
