import { annotationsOf, type KubeObject } from '../../kube-object.ts';
import type { KindProfile, Spot } from '../kind-profile.ts';

const who = 'the volume binder';
const reason = 'The control plane binds the volume to a claim.';
const note = { who, reason: 'The control plane notes here how the volume came about.' };

/** What the binder completes of any reference; whom it names is the binder's only where it says that it chose. */
const CLAIM_REF: readonly Spot[] = [
  ...['apiVersion', 'kind', 'uid', 'resourceVersion'].map((field) => ({ path: `/spec/claimRef/${field}`, who, reason })),
  ...['namespace', 'name'].map((field) => ({ path: `/spec/claimRef/${field}`, who, reason, isMachineValue: isBoundByController })),
];

/**
 * Binding: seen on a real 1.34 control plane; k8s.io/component-helpers:storage/volume/pv_helpers.go (also its finalizers).
 * The finalizer of the attacher, one for each driver: seen in dumps of real clusters.
 */
export const persistentVolume: KindProfile = {
  group: '',
  kind: 'PersistentVolume',
  spots: [
    ...CLAIM_REF,
    { path: '/metadata/annotations/pv.kubernetes.io~1bound-by-controller', ...note },
    { path: '/metadata/annotations/pv.kubernetes.io~1provisioned-by', ...note },
    {
      path: '/metadata/finalizers/kubernetes.io~1pv-protection',
      who: 'the API server',
      reason: 'It holds the volume while a claim is bound to it.',
    },
    { path: '/metadata/finalizers/external-attacher~1*', who: 'the CSI attacher', reason: 'It holds the volume until it is detached.' },
    {
      path: '/metadata/finalizers/external-provisioner.volume.kubernetes.io~1finalizer',
      who: 'the CSI provisioner',
      reason: 'It holds the volume until its storage is gone.',
    },
    {
      path: '/metadata/finalizers/kubernetes.io~1pv-controller',
      who: 'kube-controller-manager',
      reason: 'It holds the volume until its storage is gone.',
    },
  ],
};

function isBoundByController(_live: unknown, object: KubeObject): boolean {
  return annotationsOf(object)['pv.kubernetes.io/bound-by-controller'] === 'yes';
}
