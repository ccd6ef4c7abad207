import type { KindRead } from '../live-state.ts';
import type { ReadPlan } from './plan-reads.ts';

/** Plans of several desired states over one reading of the cluster: a list that two of them want is one and the same, in full where either compares it. */
export function shareReads(plans: readonly ReadPlan[]): readonly ReadPlan[] {
  const shared = new Map<string, KindRead>();
  for (const read of plans.flatMap(({ reads }) => reads)) {
    const key = keyOf(read);
    if (shared.get(key)?.mode !== 'full') shared.set(key, read);
  }
  const share = (read: KindRead): KindRead => shared.get(keyOf(read)) ?? read;
  return plans.map((plan) => ({
    ...plan,
    reads: plan.reads.map(share),
    objects: plan.objects.map((object) => ({ ...object, read: share(object.read) })),
    derived: plan.derived.map((derived) => ({ ...derived, parent: { ...derived.parent, read: share(derived.parent.read) } })),
  }));
}

function keyOf({ served: { group, kind, version } }: KindRead): string {
  return `${group}/${kind}/${version}`;
}
