import type { ChangeOperator } from '../change-operator.ts';
import { changed, extra, mergeStrategically, missing, patchAt } from '../change-steps.ts';

const declared = { kind: 'declared' } as const;
const silent = { kind: 'silent' } as const;

/** Autoscalers, disruption budgets, volumes and their classes. */
export const scalingAndStorage: readonly ChangeOperator[] = [
  {
    ...declared,
    target: 'autoscaler',
    name: 'maximum-of-replicas',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { maxReplicas: 100 } })],
    expected: [changed('.spec.maxReplicas')],
  },
  {
    ...declared,
    target: 'autoscaler',
    name: 'utilization-changed',
    client: 'kubectl-edit',
    steps: [patchAt('replace', '/spec/metrics/0/resource/target/averageUtilization', 95)],
    expected: [changed('.spec.metrics[0].resource.target.averageUtilization')],
  },
  {
    ...silent,
    target: 'autoscaler',
    name: 'minimum-of-replicas',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { minReplicas: 5 } })],
    expected: [extra('.spec.minReplicas')],
  },
  {
    ...silent,
    target: 'autoscaler',
    name: 'slow-to-shrink',
    client: 'kubectl-edit',
    steps: [mergeStrategically({ spec: { behavior: { scaleDown: { stabilizationWindowSeconds: 900 } } } })],
    expected: [extra('.spec.behavior.scaleDown.stabilizationWindowSeconds')],
  },
  {
    ...declared,
    target: 'disruption-budget',
    name: 'budget-lifted',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { minAvailable: 0 } })],
    expected: [changed('.spec.minAvailable')],
  },
  {
    ...silent,
    target: 'disruption-budget',
    name: 'eviction-policy-set',
    client: 'kubectl-edit',
    steps: [mergeStrategically({ spec: { unhealthyPodEvictionPolicy: 'AlwaysAllow' } })],
    expected: [extra('.spec.unhealthyPodEvictionPolicy')],
  },
  {
    ...declared,
    target: 'volume-claim',
    name: 'claim-enlarged',
    client: 'kubectl-edit',
    steps: [mergeStrategically({ spec: { resources: { requests: { storage: '20Gi' } } } })],
    expected: [changed('.spec.resources.requests.storage')],
  },
  {
    ...silent,
    target: 'volume-claim',
    name: 'claim-held',
    client: 'kubectl-patch',
    steps: [patchAt('add', '/metadata/finalizers/-', 'example.com/hold')],
    expected: [extra('.metadata.finalizers["example.com/hold"]')],
  },
  {
    ...declared,
    target: 'persistent-volume',
    name: 'volume-deleted-after-use',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { persistentVolumeReclaimPolicy: 'Delete' } })],
    expected: [changed('.spec.persistentVolumeReclaimPolicy')],
  },
  {
    ...silent,
    target: 'persistent-volume',
    name: 'mount-options-added',
    client: 'kubectl-edit',
    steps: [mergeStrategically({ spec: { mountOptions: ['exec'] } })],
    expected: [extra('.spec.mountOptions')],
  },
  {
    ...declared,
    target: 'storage-class',
    name: 'expansion-forbidden',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ allowVolumeExpansion: null })],
    expected: [missing('.allowVolumeExpansion')],
  },
  {
    ...silent,
    target: 'storage-class',
    name: 'made-default-class',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } })],
    expected: [extra('.metadata.annotations["storageclass.kubernetes.io/is-default-class"]')],
  },
  {
    ...declared,
    target: 'priority-class',
    name: 'description-changed',
    client: 'browser',
    steps: [mergeStrategically({ description: 'For what I like.' })],
    expected: [changed('.description')],
  },
];
