import type { UnmanagedRule } from '../unmanaged-rule.ts';
import { isControllerOnly } from '../writers.ts';

/** Volumes that a provisioner made for a claim (k8s.io/component-helpers storage/volume/pv_helpers.go). */
export const boundVolumes: UnmanagedRule = {
  name: 'bound-volumes',
  reason: 'A provisioner made the volume for a claim.',
  isMachineMade: (candidate) =>
    candidate.ref.group === '' &&
    candidate.ref.kind === 'PersistentVolume' &&
    typeof candidate.annotations['pv.kubernetes.io/provisioned-by'] === 'string' &&
    isControllerOnly(candidate),
};
