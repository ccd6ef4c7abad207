import type { ManagerRule } from '../manager-rule.ts';

/** autoscaler:cluster-autoscaler/Dockerfile. */
export const clusterAutoscalerManagers: readonly ManagerRule[] = [
  { manager: 'cluster-autoscaler', class: 'controller', who: 'the Cluster Autoscaler', confidence: 'high' },
];
