import type { KindProfile } from '../kind-profile.ts';

const who = 'Karpenter';
const reason = 'Karpenter tells by this hash which nodes departed from their pool.';

/** karpenter:pkg/apis/v1/labels.go (NodePoolHashAnnotationKey, NodePoolHashVersionAnnotationKey). */
export const nodePool: KindProfile = {
  group: 'karpenter.sh',
  kind: 'NodePool',
  spots: [
    { path: '/metadata/annotations/karpenter.sh~1nodepool-hash', who, reason },
    { path: '/metadata/annotations/karpenter.sh~1nodepool-hash-version', who, reason },
  ],
};
