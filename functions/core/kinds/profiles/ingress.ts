import type { KindProfile } from '../kind-profile.ts';

const who = 'the AWS Load Balancer Controller';
const reason = 'It holds the Ingress until its load balancer is gone.';

/** aws-load-balancer-controller:pkg/ingress: one finalizer for an Ingress of its own, one for each group of Ingresses. */
export const ingress: KindProfile = {
  group: 'networking.k8s.io',
  kind: 'Ingress',
  spots: [
    { path: '/metadata/finalizers/ingress.k8s.aws~1resources', who, reason },
    { path: '/metadata/finalizers/group.ingress.k8s.aws~1*', who, reason },
  ],
};
