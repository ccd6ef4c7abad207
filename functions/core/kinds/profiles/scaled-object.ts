import { nameOf } from '../../kube-object.ts';
import type { KindProfile } from '../kind-profile.ts';

/** keda:controllers/keda/scaledobject_controller.go, finalizer.go. */
export const scaledObject: KindProfile = {
  group: 'keda.sh',
  kind: 'ScaledObject',
  spots: [
    {
      path: '/metadata/labels/scaledobject.keda.sh~1name',
      who: 'KEDA',
      reason: 'KEDA labels each ScaledObject with its name.',
      isMachineValue: (live, object) => live === nameOf(object),
    },
    { path: '/metadata/finalizers/finalizer.keda.sh', who: 'KEDA', reason: 'KEDA holds the ScaledObject until its autoscaler is gone.' },
  ],
};
