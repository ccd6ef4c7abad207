import type { ReadPlan } from './diff/plan-reads.ts';
import { compareText } from './kube-object.ts';
import type { Discovery, UncheckedKind } from './live-state.ts';

/** What became of the kinds of a cluster in one run, each as `Kind` or `Kind.group`. `*.group` is unchecked where discovery could not ask for a group. */
export interface KindReading {
  readonly read: readonly string[];
  /** Served, as far as anybody knows, and not read. */
  readonly unchecked: readonly string[];
  readonly served: readonly string[];
}

/** `known`: to be kept for the next run. */
export interface LostKinds {
  readonly lost: readonly string[];
  readonly known: readonly string[];
}

/** Sums up a reading. A kind that is gone from the cluster is not unchecked here: there is nothing left to read. */
export function buildKindReading(plan: ReadPlan, failed: readonly UncheckedKind[], discovery: Discovery): KindReading {
  const kinds = [...plan.unchecked, ...failed].filter((item) => item.type === 'kind');
  const unchecked = new Set(kinds.filter(({ reason }) => reason !== 'not-served' && reason !== 'not-found').map(nameKind));
  const missed = new Set(kinds.map(nameKind));
  return {
    read: sortNames(plan.reads.map(({ served }) => nameKind(served)).filter((name) => !missed.has(name))),
    unchecked: sortNames(unchecked),
    served: sortNames(discovery.kinds.map(nameKind)),
  };
}

/** Which kinds could be read before and cannot be now. They stay known as long as they are lost, so that the loss is told by every run. */
export function findLostKinds(known: readonly string[], { read, unchecked, served }: KindReading): LostKinds {
  const [readNow, missed, offered] = [new Set(read), new Set(unchecked), new Set(served)];
  const isMissed = (name: string): boolean => missed.has(name) || missed.has(`*${name.includes('.') ? name.slice(name.indexOf('.')) : ''}`);
  const lost = known.filter((name) => !readNow.has(name) && isMissed(name));
  const kept = known.filter((name) => offered.has(name) || lost.includes(name));
  return { lost: sortNames(lost), known: sortNames([...read, ...kept]) };
}

function nameKind({ group, kind }: { readonly group: string; readonly kind: string }): string {
  return group === '' ? kind : `${kind}.${group}`;
}

function sortNames(names: Iterable<string>): string[] {
  return [...new Set(names)].sort(compareText);
}
