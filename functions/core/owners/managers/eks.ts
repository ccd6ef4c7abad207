import type { ManagerRule } from '../manager-rule.ts';

/** Amazon EKS: its user guide, latest/ug/workloads/kubernetes-field-management.adoc, for add-ons; objects of a real 1.31 cluster for the control plane. */
export const eksManagers: readonly ManagerRule[] = [
  { manager: 'eks', class: 'controller', who: 'an Amazon EKS add-on', confidence: 'high' },
  { manager: 'eks-internal', class: 'controller', who: 'the Amazon EKS control plane', confidence: 'high' },
];
