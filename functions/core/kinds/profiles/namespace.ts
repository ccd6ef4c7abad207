import { nameOf } from '../../kube-object.ts';
import type { KindProfile } from '../kind-profile.ts';

/**
 * Seen on a real 1.34 control plane, where the label is booked to whoever created the Namespace. Labels of pod security and of sidecar injection
 * are people's.
 */
export const namespace: KindProfile = {
  group: '',
  kind: 'Namespace',
  spots: [
    {
      path: '/metadata/labels/kubernetes.io~1metadata.name',
      who: 'the API server',
      reason: 'The API server labels each Namespace with its name.',
      isMachineValue: (live, object) => live === nameOf(object),
    },
    {
      path: '/spec/finalizers',
      who: 'the API server',
      reason: 'It holds the Namespace until all that it contains is gone.',
      isMachineValue: (live) => Array.isArray(live) && live.length === 1 && live[0] === 'kubernetes',
    },
  ],
};
