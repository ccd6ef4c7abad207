import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { compileWellKnown } from '../well-known.ts';
import { isUntouched, isWrittenBy } from '../writers.ts';

const isNamed = compileWellKnown(
  {
    kinds: ['MutatingWebhookConfiguration.admissionregistration.k8s.io'],
    namespace: null,
    names: ['pod-identity-webhook', 'vpc-resource-mutating-webhook', '0500-amazon-eks-fargate-mutation.amazonaws.com'],
  },
  { kinds: ['ValidatingWebhookConfiguration.admissionregistration.k8s.io'], namespace: null, names: ['vpc-resource-validating-webhook'] },
  {
    kinds: ['CustomResourceDefinition.apiextensions.k8s.io'],
    namespace: null,
    names: [
      'applicationnetworkpolicies.networking.k8s.aws',
      'clusternetworkpolicies.networking.k8s.aws',
      'clusterpolicyendpoints.networking.k8s.aws',
      'cninodes.vpcresources.k8s.aws',
      'eniconfigs.crd.k8s.amazonaws.com',
      'policyendpoints.networking.k8s.aws',
      'securitygrouppolicies.vpcresources.k8s.aws',
    ],
  },
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
