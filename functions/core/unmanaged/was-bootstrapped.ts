import { asString } from '../json.ts';
import { metadataOf } from '../kube-object.ts';
import type { UnmanagedCandidate } from './unmanaged-rule.ts';

/**
 * Resource versions of the first moments of a cluster: they only grow, by thousands an hour, so what was last written below this one was written
 * before anybody could reach it. Dumps of real EKS clusters: 179, 199, 281.
 */
const FIRST_MOMENTS = 1000;

/** EKS applies its first objects with `kubectl apply`; true for what was written then, by that or by a controller, and never since. */
export function wasBootstrapped({ object, writers }: UnmanagedCandidate): boolean {
  const version = asString(metadataOf(object)['resourceVersion']) ?? '';
  return (
    /^\d{1,6}$/.test(version) &&
    Number(version) < FIRST_MOMENTS &&
    writers.every(({ class: kind, manager }) => kind === 'controller' || manager === 'kubectl-client-side-apply')
  );
}
