import type { KubeObject, ObjectRef } from '../kube-object.ts';

/**
 * An object that a controller makes of a declared one. `namespace: '*'`: in namespaces that git does not tell. `expected`: its absence is a
 * departure; `on-demand`: it comes when something asks for it, a Pod that mounts it for example.
 */
export interface DerivedName {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly presence: 'expected' | 'on-demand';
}

/** What a controller makes of objects of one kind. Only names: what it writes into them is its own, and is not compared. */
export interface Derivation {
  readonly name: string;
  /** One sentence for the report: what makes such objects. */
  readonly reason: string;
  readonly group: string;
  readonly kind: string;
  /** `ref` has the namespace that the cluster gave it; null for a cluster-scoped kind. */
  readonly derive: (body: KubeObject, ref: ObjectRef) => readonly DerivedName[];
}

/** A Secret of the given name, beside the object or in the namespace named; none where the name is no text. */
export function deriveSecret(name: unknown, namespace: string, presence: DerivedName['presence']): readonly DerivedName[] {
  return typeof name === 'string' && name !== '' ? [{ group: '', kind: 'Secret', namespace, name, presence }] : [];
}
