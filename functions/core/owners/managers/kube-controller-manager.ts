import type { ManagerRule } from '../manager-rule.ts';

/**
 * kube-controller-manager, run at 1.34; kubernetes:pkg/controller/clusterroleaggregation/clusterroleaggregation_controller.go, pkg/controller/resourceclaim/controller.go.
 */
export const kubeControllerManagers: readonly ManagerRule[] = [
  { manager: 'kube-controller-manager', class: 'controller', who: 'kube-controller-manager', confidence: 'high' },
  {
    manager: 'clusterrole-aggregation-controller',
    operation: 'Apply',
    class: 'controller',
    who: 'the aggregation of ClusterRoles',
    confidence: 'high',
  },
  { manager: 'ResourceClaimController', operation: 'Apply', class: 'controller', who: 'the ResourceClaim controller', confidence: 'high' },
];
