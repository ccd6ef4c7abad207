import { ruleForKinds } from '../never-listed.ts';

/** Nodes and what kubelets, drivers, Karpenter and the network plugin register about them; AWS Backup skips the same kinds on restore. */
export const nodeRecords = ruleForKinds({
  name: 'node-records',
  reason: 'Nodes, and what runs on them, register these themselves.',
  kinds: [
    'Node',
    'CSINode.storage.k8s.io',
    'CSIStorageCapacity.storage.k8s.io',
    'VolumeAttachment.storage.k8s.io',
    'ResourceSlice.resource.k8s.io',
    'NodeClaim.karpenter.sh',
    'CNINode.vpcresources.k8s.aws',
    'CNINode.eks.amazonaws.com',
    'NodeDiagnostic.eks.amazonaws.com',
  ],
});
