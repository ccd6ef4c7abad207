import type { KubeObject } from '../../kube-object.ts';
import type { KindProfile, Spot } from '../kind-profile.ts';

/** Seen on a real 1.34 control plane; k8s.io/api/core/v1/types.go (SecretTypeServiceAccountToken). Of every other type of Secret all is the owner's. */
export const tokenSecret: KindProfile = {
  group: '',
  kind: 'Secret',
  spots: [
    ...['token', 'ca.crt', 'namespace'].map(
      (key): Spot => ({
        path: `/data/${key}`,
        who: 'kube-controller-manager',
        reason: 'The controller fills in the token of the ServiceAccount.',
        isMachineValue: isServiceAccountToken,
      }),
    ),
    {
      path: '/metadata/annotations/kubernetes.io~1service-account.uid',
      who: 'kube-controller-manager',
      reason: 'The controller notes the uid of the ServiceAccount.',
      isMachineValue: isServiceAccountToken,
    },
  ],
};

function isServiceAccountToken(_live: unknown, object: KubeObject): boolean {
  return object['type'] === 'kubernetes.io/service-account-token';
}
