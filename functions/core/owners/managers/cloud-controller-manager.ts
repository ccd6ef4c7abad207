import type { ManagerRule } from '../manager-rule.ts';

/** Seen in cluster dumps: load balancers of Services, and (in its status entry) their finalizer. The name with `aws-` follows from the binary-name rule. */
export const cloudControllerManagers: readonly ManagerRule[] = [
  { manager: 'cloud-controller-manager', class: 'controller', who: 'the cloud controller manager', confidence: 'high' },
  { manager: 'aws-cloud-controller-manager', class: 'controller', who: 'the cloud controller manager', confidence: 'low' },
];
