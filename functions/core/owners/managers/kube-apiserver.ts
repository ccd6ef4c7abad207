import type { ManagerRule } from '../manager-rule.ts';

/** kube-apiserver, run at 1.34: bootstrap objects, and API Priority and Fairness, whose two halves write under names of their own. */
export const kubeApiserverManagers: readonly ManagerRule[] = [
  { manager: 'kube-apiserver', class: 'controller', who: 'kube-apiserver', confidence: 'high' },
  { manager: 'api-priority-and-fairness-config-producer-v1', class: 'controller', who: 'API Priority and Fairness', confidence: 'high' },
  { manager: 'api-priority-and-fairness-config-consumer-v1', class: 'controller', who: 'API Priority and Fairness', confidence: 'high' },
];
