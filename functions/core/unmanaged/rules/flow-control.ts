import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { isWrittenBy } from '../writers.ts';

/** kubernetes:pkg/registry/flowcontrol/ensurer, run at 1.34 (11 flow schemas, 8 levels); eks-internal on a real EKS 1.31 (`eks-exempt`, `eks-monitoring` and others). */
export const flowControl: UnmanagedRule = {
  name: 'flow-control',
  reason: 'kube-apiserver, or Amazon EKS, makes these to share its attention among its callers.',
  isMachineMade: (candidate) =>
    candidate.ref.group === 'flowcontrol.apiserver.k8s.io' &&
    isWrittenBy(candidate, 'api-priority-and-fairness-config-producer-v1', 'eks-internal', 'eks'),
};
