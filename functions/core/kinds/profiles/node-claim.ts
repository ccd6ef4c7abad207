import type { KindProfile } from '../kind-profile.ts';

const who = 'Karpenter';
const reason = 'Karpenter tells by this hash whether the node departed from its pool or class.';

/** karpenter:pkg/apis/v1/labels.go (TerminationFinalizer and the hashes), karpenter-provider-aws:pkg/apis/v1/labels.go. */
export const nodeClaim: KindProfile = {
  group: 'karpenter.sh',
  kind: 'NodeClaim',
  spots: [
    { path: '/metadata/annotations/karpenter.sh~1nodepool-hash', who, reason },
    { path: '/metadata/annotations/karpenter.sh~1nodepool-hash-version', who, reason },
    { path: '/metadata/annotations/karpenter.k8s.aws~1ec2nodeclass-hash', who, reason },
    { path: '/metadata/annotations/karpenter.k8s.aws~1ec2nodeclass-hash-version', who, reason },
    { path: '/metadata/finalizers/karpenter.sh~1termination', who, reason: 'Karpenter holds the claim until its node is gone.' },
  ],
};
