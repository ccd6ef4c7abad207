import type { ReadPlan } from '../diff/plan-reads.ts';
import type { Difference } from '../difference.ts';
import { type KubeObject, type ObjectRef, refKey } from '../kube-object.ts';
import type { Mask } from '../mask/create-mask.ts';
import { isSecret, maskSecret } from '../mask/mask-secret.ts';
import type { DriftReport } from '../report.ts';

/** One revision at a gate: what departs from it, and what it declares. */
export interface GateSide {
  readonly differences: readonly Difference[];
  /** Git declares the object, compared or not, or one that a controller makes it of. */
  readonly declares: (ref: ObjectRef) => boolean;
  /** What git says of an object that was compared. A Secret's values are masked. */
  readonly bodyOf: (ref: ObjectRef) => KubeObject | undefined;
  /** The object could not be compared, so that no difference of it means nothing. */
  readonly isUnchecked: (ref: ObjectRef) => boolean;
}

/** A side of the gate, out of the report of a revision and the plan it was compared by. */
export function createGateSide(
  report: { readonly differences: readonly Difference[]; readonly unchecked: DriftReport['unchecked'] },
  plan: Pick<ReadPlan, 'objects' | 'known' | 'derived'>,
  mask: Mask,
): GateSide {
  const placed = new Map(plan.objects.map((object) => [refKey(object.ref), object.desired.body]));
  const derived = new Set(plan.derived.map(({ name }) => refKey(name)));
  const kinds = new Set(report.unchecked.flatMap((gap) => (gap.type === 'kind' ? [`${gap.group}/${gap.kind}`] : [])));
  return {
    differences: report.differences,
    declares: (ref) => placed.has(refKey(ref)) || plan.known.has(refKey(ref)) || derived.has(refKey(ref)),
    bodyOf: (ref) => {
      const body = placed.get(refKey(ref));
      return body !== undefined && isSecret(ref.group, ref.kind) ? maskSecret(body, mask) : body;
    },
    isUnchecked: (ref) => plan.known.has(refKey(ref)) || kinds.has(`${ref.group}/${ref.kind}`),
  };
}
