import type { SetBy } from '../difference.ts';
import type { FieldPath } from '../field-path.ts';
import type { Json } from '../json.ts';
import { compareText, type KubeObject } from '../kube-object.ts';
import { findOwners, inferListType, type OwnerEntry, readOwnerEntries } from '../owners/field-owners.ts';
import { type ConfiguredDelivery, findDelivery } from '../owners/find-delivery.ts';
import { readLastApplied, valueAt } from '../owners/last-applied.ts';

/** Who wrote what in one live object. Worked out on the first question: most objects never ask one. */
export interface ObjectOwners {
  /** False where the server tracks nothing for this object: then an absent owner says nothing. */
  readonly isTracked: () => boolean;
  /** True where a manager was found that delivers git's state to this object. */
  readonly isDelivered: () => boolean;
  /** The delivery manager that wrote last. */
  readonly lastDelivery: () => SetBy | undefined;
  /** Managers of the field, each with its class; `delivery` for those that put git's state there. */
  readonly ownersOf: (path: FieldPath, isAtomic: (depth: number) => boolean) => readonly SetBy[];
  /** Everybody who wrote to the object. */
  readonly writers: () => readonly SetBy[];
  /** What was last applied by client-side apply at the path; `undefined` where it held nothing there. */
  readonly lastAppliedAt: (path: FieldPath) => Json | undefined;
  readonly hasLastApplied: () => boolean;
  readonly inferListType: (path: FieldPath) => readonly string[] | 'set' | undefined;
}

export interface OwnerSettings {
  readonly classify: (entry: Omit<SetBy, 'class'>) => SetBy['class'];
  readonly delivery: readonly ConfiguredDelivery[];
}

/** Prepares the questions about one object; `desired` is needed to find the manager that owns most of what git declares. */
export function createObjectOwners(live: KubeObject, desired: KubeObject, settings: OwnerSettings): ObjectOwners {
  const entries = memoize(() => readOwnerEntries(live, settings.classify));
  const delivery = memoize(() => new Set(findDelivery(entries(), live, desired, settings.delivery)));
  const lastApplied = memoize(() => readLastApplied(live));
  const tell = (entry: OwnerEntry): SetBy => (delivery().has(entry) ? { ...entry.setBy, class: 'delivery' } : entry.setBy);
  return {
    isTracked: () => entries().length > 0,
    isDelivered: () => delivery().size > 0,
    lastDelivery: () => {
      const latest = [...delivery()].map(({ setBy }) => setBy).sort((a, b) => compareText(b.time ?? '', a.time ?? ''))[0];
      return latest && { ...latest, class: 'delivery' };
    },
    ownersOf: (path, isAtomic) => findOwners(entries(), path, isAtomic).map(tell),
    writers: () => entries().map(tell),
    lastAppliedAt: (path) => valueAt(lastApplied(), path),
    hasLastApplied: () => lastApplied() !== undefined,
    inferListType: (path) => inferListType(entries(), path),
  };
}

function memoize<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
