import { controllerOwnerOf, type KubeObject } from '../../kube-object.ts';
import type { KindProfile } from '../kind-profile.ts';

const who = 'kube-controller-manager';

/**
 * Marks of the controller that made the pod: seen on a real 1.34 control plane; k8s.io/api/apps/v1/types.go, k8s.io/api/batch/v1/types.go
 * (JobTrackingFinalizer). Only where the pod has such a controller: on a bare pod, `pod-template-hash` would slip it under a ReplicaSet.
 */
export const pod: KindProfile = {
  group: '',
  kind: 'Pod',
  spots: [
    {
      path: '/metadata/finalizers/batch.kubernetes.io~1job-tracking',
      who,
      reason: 'The job controller holds the pod until it is counted.',
      isMachineValue: isMadeBy('Job'),
    },
    {
      path: '/metadata/labels/apps.kubernetes.io~1pod-index',
      who,
      reason: 'The StatefulSet numbers its pods.',
      isMachineValue: isMadeBy('StatefulSet'),
    },
    {
      path: '/metadata/labels/statefulset.kubernetes.io~1pod-name',
      who,
      reason: 'The StatefulSet names its pods.',
      isMachineValue: isMadeBy('StatefulSet'),
    },
    {
      path: '/metadata/labels/controller-revision-hash',
      who,
      reason: 'The controller of the pod notes the revision it is of.',
      isMachineValue: isMadeBy('StatefulSet', 'DaemonSet'),
    },
    {
      path: '/metadata/labels/pod-template-hash',
      who,
      reason: 'The deployment controller notes the template that the pod is of.',
      isMachineValue: isMadeBy('ReplicaSet'),
    },
  ],
};

function isMadeBy(...kinds: readonly string[]): (live: unknown, object: KubeObject) => boolean {
  return (_live, object) => kinds.includes(String(controllerOwnerOf(object)?.['kind']));
}
