import type { KindProfile } from '../kind-profile.ts';
import { RELOADER_SPOTS } from '../reloader-spots.ts';

/**
 * The revision: seen on a real 1.34 control plane, in the `status` entry of kube-controller-manager;
 * kubernetes/kubernetes:pkg/controller/deployment/util/deployment_util.go (RevisionAnnotation).
 */
export const deployment: KindProfile = {
  group: 'apps',
  kind: 'Deployment',
  spots: [
    {
      path: '/metadata/annotations/deployment.kubernetes.io~1revision',
      who: 'kube-controller-manager',
      reason: 'The deployment controller counts the rollouts here.',
      isMachineValue: (live) => typeof live === 'string' && /^\d+$/.test(live),
    },
    ...RELOADER_SPOTS,
  ],
};
