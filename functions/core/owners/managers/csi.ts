import type { ManagerRule } from '../manager-rule.ts';

/** Sidecars and drivers of the Container Storage Interface; those with confidence high were seen in cluster dumps, the others follow from the binary-name rule. */
export const csiManagers: readonly ManagerRule[] = [
  { manager: 'csi-provisioner', class: 'controller', who: 'the CSI provisioner', confidence: 'high' },
  { manager: 'csi-attacher', class: 'controller', who: 'the CSI attacher', confidence: 'high' },
  { manager: 'csi-resizer', class: 'controller', who: 'the CSI resizer', confidence: 'low' },
  { manager: 'csi-snapshotter', class: 'controller', who: 'the CSI snapshotter', confidence: 'low' },
  { manager: 'aws-ebs-csi-driver', class: 'controller', who: 'the EBS CSI driver', confidence: 'low' },
  { manager: 'aws-efs-csi-driver', class: 'controller', who: 'the EFS CSI driver', confidence: 'low' },
];
