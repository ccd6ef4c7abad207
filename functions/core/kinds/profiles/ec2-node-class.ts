import type { KindProfile } from '../kind-profile.ts';

const who = 'Karpenter';
const reason = 'Karpenter tells by this hash which nodes departed from their class.';

/** karpenter-provider-aws:pkg/apis/v1/labels.go (AnnotationEC2NodeClassHash, TerminationFinalizer). */
export const ec2NodeClass: KindProfile = {
  group: 'karpenter.k8s.aws',
  kind: 'EC2NodeClass',
  spots: [
    { path: '/metadata/annotations/karpenter.k8s.aws~1ec2nodeclass-hash', who, reason },
    { path: '/metadata/annotations/karpenter.k8s.aws~1ec2nodeclass-hash-version', who, reason },
    { path: '/metadata/finalizers/karpenter.k8s.aws~1termination', who, reason: 'Karpenter holds the class until no node uses it.' },
  ],
};
