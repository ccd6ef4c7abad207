import type { PlacedObject } from '../diff/plan-reads.ts';
import { type ObjectRef, refKey } from '../kube-object.ts';
import type { Derivation, DerivedName } from './derivation.ts';
import { DERIVATIONS } from './derivations.ts';

/** An object that a controller makes of `parent`, and the rule that says so. */
export interface DerivedObject {
  readonly name: DerivedName;
  readonly parent: PlacedObject;
  readonly rule: Derivation;
}

/** What controllers make of the declared objects, in their order. What git declares too is git's, and no other's. */
export function listDerived(objects: readonly PlacedObject[], isDeclared: (key: string) => boolean): readonly DerivedObject[] {
  const rules = new Map(DERIVATIONS.map((rule) => [`${rule.group}/${rule.kind}`, rule]));
  return objects.flatMap((parent) => {
    const rule = rules.get(`${parent.ref.group}/${parent.ref.kind}`);
    if (rule === undefined) return [];
    const names = rule.derive(parent.desired.body, parent.ref);
    return names.filter((name) => !isDeclared(refKey(name))).map((name): DerivedObject => ({ name, parent, rule }));
  });
}

/** Finds the derivation that explains an object of the cluster, by the object and its `refKey`. Asked for each of them. */
export function indexDerived(derived: readonly DerivedObject[]): (ref: ObjectRef, key: string) => DerivedObject | undefined {
  const index = new Map<string, DerivedObject>();
  for (const object of derived) if (!index.has(refKey(object.name))) index.set(refKey(object.name), object);
  const hasAnywhere = derived.some(({ name }) => name.namespace === '*');
  return (ref, key) => index.get(key) ?? (hasAnywhere ? index.get(refKey({ ...ref, namespace: '*' })) : undefined);
}
