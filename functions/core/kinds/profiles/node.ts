import type { KindProfile } from '../kind-profile.ts';

const book = { who: 'the node controllers', reason: 'The control plane keeps book of the node here.' };
const MACHINE_TAINT = /^(node\.kubernetes\.io\/|node\.cloudprovider\.kubernetes\.io\/|karpenter\.sh\/(unregistered|disrupted)$)/;

/**
 * kubernetes/kubernetes:pkg/controller/ttl (seen on a real 1.34 control plane); k8s.io/api/core/v1/well_known_labels.go, well_known_taints.go;
 * karpenter:pkg/apis/v1/taints.go, labels.go.
 */
export const node: KindProfile = {
  group: '',
  kind: 'Node',
  spots: [
    { path: '/metadata/annotations/node.alpha.kubernetes.io~1ttl', ...book },
    { path: '/metadata/annotations/volumes.kubernetes.io~1controller-managed-attach-detach', ...book },
    { path: '/metadata/annotations/csi.volume.kubernetes.io~1nodeid', ...book },
    { path: '/metadata/labels/topology.kubernetes.io~1region', ...book },
    { path: '/metadata/labels/topology.kubernetes.io~1zone', ...book },
    { path: '/metadata/labels/vpc.amazonaws.com~1has-trunk-attached', ...book },
    { path: '/metadata/labels/karpenter.sh~1registered', ...book },
    { path: '/metadata/labels/karpenter.sh~1initialized', ...book },
    {
      path: '/spec/taints',
      who: 'the node controllers',
      reason: 'The condition of a node is told by taints.',
      isMachineValue: areMachineTaints,
    },
  ],
};

/** Taints are one list that is owned as a whole: with one taint of a person's in it, all of it is judged. */
function areMachineTaints(live: unknown): boolean {
  return Array.isArray(live) && live.every((taint: { key?: unknown }) => MACHINE_TAINT.test(String(taint.key)));
}
