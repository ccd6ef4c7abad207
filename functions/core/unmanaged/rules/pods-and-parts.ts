import { ruleForKinds } from '../never-listed.ts';

/** What runs rather than what is wished for. Pods are not compared: what made them is. Kubernetes documentation of workloads and Services. */
export const podsAndParts = ruleForKinds({
  name: 'pods-and-parts',
  reason: 'Controllers make these from the workloads and Services that are judged.',
  kinds: [
    'Pod',
    'ReplicaSet.apps',
    'ControllerRevision.apps',
    'Endpoints',
    'EndpointSlice.discovery.k8s.io',
    'PodMetrics.metrics.k8s.io',
    'NodeMetrics.metrics.k8s.io',
  ],
});
