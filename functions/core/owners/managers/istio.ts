import type { ManagerRule } from '../manager-rule.ts';

/**
 * istio:operator/pkg/install/install.go (istioctl install), istioctl/pkg/waypoint/waypoint.go, pilot/pkg/config/kube/gateway/inferencepool_collection.go;
 * istiod writes as pilot-discovery, seen in cluster dumps.
 */
export const istioManagers: readonly ManagerRule[] = [
  { manager: 'pilot-discovery', class: 'controller', who: 'istiod', confidence: 'high' },
  { manager: 'istio.io/inference-pool-controller', operation: 'Apply', class: 'controller', who: 'istiod', confidence: 'high' },
  { manager: 'istio-operator', class: 'second-writer', who: 'istioctl install, by a person or a pipeline', confidence: 'high' },
  { manager: 'istioctl', operation: 'Apply', class: 'person', who: 'istioctl waypoint apply', confidence: 'high' },
];
