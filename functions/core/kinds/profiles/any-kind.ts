import { type KubeObject, metadataOf } from '../../kube-object.ts';
import { DELIVERY_SPOTS } from '../delivery-spots.ts';
import type { KindProfile } from '../kind-profile.ts';

const deletion = {
  who: 'the garbage collector',
  reason: 'The object is being deleted, and waits for what depends on it.',
  isMachineValue: (_live: unknown, object: KubeObject) => metadataOf(object)['deletionTimestamp'] !== undefined,
};

/**
 * What may stand on objects of every kind. kubectl:pkg/cmd/apply; k8s.io/apimachinery:pkg/apis/meta/v1/types.go (finalizers of a deletion, owner
 * references); kueue:pkg/controller/constants; operator-lifecycle-manager (labels of what belongs to an operator).
 */
export const anyKind: KindProfile = {
  group: '*',
  kind: '*',
  spots: [
    {
      path: '/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration',
      who: 'client-side apply',
      reason: 'Client-side apply keeps here what it last sent.',
    },
    ...DELIVERY_SPOTS,
    {
      path: '/metadata/ownerReferences/*',
      who: 'the controller that owns the object',
      reason: 'A controller notes here that the object is its own.',
      isMachineValue: (live) => typeof live === 'object' && live !== null && 'controller' in live && live.controller === true,
    },
    { path: '/metadata/finalizers/foregroundDeletion', ...deletion },
    { path: '/metadata/finalizers/orphan', ...deletion },
    {
      path: '/metadata/labels/operators.coreos.com~1*',
      who: 'the Operator Lifecycle Manager',
      reason: 'The Operator Lifecycle Manager marks what belongs to an operator.',
    },
    { path: '/metadata/finalizers/kueue.x-k8s.io~1resource-in-use', who: 'Kueue', reason: 'Kueue holds what is in use against deletion.' },
  ],
};
