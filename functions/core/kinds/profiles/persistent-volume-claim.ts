import { annotationsOf } from '../../kube-object.ts';
import type { KindProfile } from '../kind-profile.ts';

const who = 'the volume binder';
const note = { who, reason: 'The control plane notes here how the claim came to its volume.' };

/**
 * Binding: seen on a real 1.34 control plane; k8s.io/component-helpers:storage/volume/pv_helpers.go. Finalizers:
 * external-snapshotter:pkg/utils/util.go, external-provisioner:pkg/controller/controller.go. A volume that a person chose carries no note of the binder.
 */
export const persistentVolumeClaim: KindProfile = {
  group: '',
  kind: 'PersistentVolumeClaim',
  spots: [
    {
      path: '/spec/volumeName',
      who,
      reason: 'The control plane binds the claim to a volume.',
      isMachineValue: (_live, object) => annotationsOf(object)['pv.kubernetes.io/bound-by-controller'] === 'yes',
    },
    { path: '/metadata/annotations/pv.kubernetes.io~1bind-completed', ...note },
    { path: '/metadata/annotations/pv.kubernetes.io~1bound-by-controller', ...note },
    { path: '/metadata/annotations/volume.kubernetes.io~1storage-provisioner', ...note },
    { path: '/metadata/annotations/volume.beta.kubernetes.io~1storage-provisioner', ...note },
    { path: '/metadata/annotations/volume.kubernetes.io~1selected-node', ...note },
    {
      path: '/metadata/finalizers/kubernetes.io~1pvc-protection',
      who: 'the API server',
      reason: 'It holds the claim while a pod uses it.',
    },
    {
      path: '/metadata/finalizers/snapshot.storage.kubernetes.io~1pvc-as-source-protection',
      who: 'the CSI snapshotter',
      reason: 'It holds the claim while a snapshot of it is made.',
    },
    {
      path: '/metadata/finalizers/provisioner.storage.kubernetes.io~1cloning-protection',
      who: 'the CSI provisioner',
      reason: 'It holds the claim while it is cloned.',
    },
  ],
};
