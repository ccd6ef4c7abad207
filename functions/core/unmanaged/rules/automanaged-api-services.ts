import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { isWrittenBy } from '../writers.ts';

/** kube-aggregator:pkg/controllers/autoregister, run at 1.34: one for each group version of kube-apiserver and of every definition. */
export const automanagedApiServices: UnmanagedRule = {
  name: 'automanaged-api-services',
  reason: 'kube-apiserver registers the group versions that it serves itself.',
  isMachineMade: (candidate) =>
    candidate.ref.group === 'apiregistration.k8s.io' &&
    candidate.ref.kind === 'APIService' &&
    typeof candidate.labels['kube-aggregator.kubernetes.io/automanaged'] === 'string' &&
    isWrittenBy(candidate, 'kube-apiserver'),
};
