import { EKS_NAMES } from '../eks-names.ts';
import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { compileWellKnown } from '../well-known.ts';
import { isUntouched, isWrittenBy } from '../writers.ts';

/** Webhooks and definitions: they grant nothing by themselves, so an exact name that no hand touched is enough. */
const isNamed = compileWellKnown(
  ...EKS_NAMES.filter(({ kinds }) =>
    kinds.every((kind) => kind.includes('WebhookConfiguration') || kind.startsWith('CustomResourceDefinition')),
  ),
);

/**
 * The managers `eks` (amazon-eks-user-guide: kubernetes-field-management) and `eks-internal` (seen on a real EKS 1.31), and what listings of live
 * clusters hold by exact name. Never once a person, a pipeline or an unknown program wrote it. `aws-auth` says who may enter, so it is always shown.
 */
export const eksControlPlane: UnmanagedRule = {
  name: 'eks-control-plane',
  reason: 'Amazon EKS makes these objects in every cluster.',
  isMachineMade: (candidate) => isWrittenBy(candidate, 'eks', 'eks-internal') || (isNamed(candidate) && isUntouched(candidate)),
};
