import type { ManagerClass, SetBy } from '../difference.ts';
import type { UnmanagedCandidate } from './unmanaged-rule.ts';
import { isPowerful } from './well-known.ts';

/** Writers that may be a person, or that carry objects out of a repository: an object of theirs is for the report. */
const HANDS: ReadonlySet<ManagerClass> = new Set<ManagerClass>(['person', 'second-writer', 'unrecognized', 'delivery']);

/** Names that belong to the control plane alone, run at 1.34; eks and eks-internal from the Amazon EKS user guide and objects of a real 1.31 cluster. */
const CONTROL_PLANE: ReadonlySet<string> = new Set([
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'clusterrole-aggregation-controller',
  'ResourceClaimController',
  'api-priority-and-fairness-config-producer-v1',
  'api-priority-and-fairness-config-consumer-v1',
  'service-cidr-controller',
  'kubernetes-service-cidr-controller',
  'cloud-controller-manager',
  'kubeadm',
  'eks',
  'eks-internal',
]);

/**
 * True where nobody who may be a person wrote the object. Also true of an object whose writers the server does not track. Where the object gives
 * power over the cluster, an author whom the server forgot may be one too.
 */
export function isUntouched({ ref, writers }: UnmanagedCandidate): boolean {
  return !writers.some((writer) => HANDS.has(writer.class) || (writer.class === 'unknown-author' && isPowerful(ref)));
}

/** True where the object is untouched and a controller wrote more of it than its status. */
export function isMachineWritten(candidate: UnmanagedCandidate): boolean {
  return isUntouched(candidate) && candidate.writers.some(isMaker);
}

/** True where the object is untouched and one of these wrote more of it than its status. */
export function isWrittenBy(candidate: UnmanagedCandidate, ...managers: readonly string[]): boolean {
  return isUntouched(candidate) && candidate.writers.some((writer) => isMaker(writer) && managers.includes(writer.manager));
}

/** True where the object is untouched and a part of the control plane wrote more of it than its status. */
export function isControlPlaneWritten(candidate: UnmanagedCandidate): boolean {
  return isUntouched(candidate) && candidate.writers.some((writer) => isMaker(writer) && CONTROL_PLANE.has(writer.manager));
}

/** True where controllers wrote all there is, and one of them more than the status. */
export function isControllerOnly({ writers }: UnmanagedCandidate): boolean {
  return writers.every((writer) => writer.class === 'controller') && writers.some(isMaker);
}

function isMaker({ class: writerClass, subresource }: SetBy): boolean {
  return writerClass === 'controller' && subresource !== 'status';
}
