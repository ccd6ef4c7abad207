import type { PlacedObject } from '../diff/plan-reads.ts';
import { compareText, refKey } from '../kube-object.ts';
import type { KindRead } from '../live-state.ts';
import type { DerivedObject } from './list-derived.ts';

export interface DerivedPresence {
  readonly derived: readonly DerivedObject[];
  readonly reads: readonly KindRead[];
  readonly failed: ReadonlySet<KindRead>;
  /** The declared objects that are in the cluster. */
  readonly parents: ReadonlySet<PlacedObject>;
  /** The derived objects that are in the cluster, by `refKey`. */
  readonly found: ReadonlySet<string>;
}

/**
 * Objects that a controller should have made and that are not there. Where what they are made of is itself missing, or their kind was not read,
 * nothing is said; each is named once.
 */
export function findMissingDerived({ derived, reads, failed, parents, found }: DerivedPresence): readonly DerivedObject[] {
  const read = new Set<string>();
  for (const each of reads) read.add(`${each.served.group}/${each.served.kind}`);
  for (const { served } of failed) read.delete(`${served.group}/${served.kind}`);
  const missing = new Map<string, DerivedObject>();
  for (const object of derived) {
    const { name, parent } = object;
    const key = refKey(name);
    const isExpected = name.presence === 'expected' && parents.has(parent) && read.has(`${name.group}/${name.kind}`);
    if (isExpected && name.namespace !== '*' && !found.has(key) && !missing.has(key)) missing.set(key, object);
  }
  return [...missing].sort(([a], [b]) => compareText(a, b)).map(([, object]) => object);
}
