import type { KindProfile } from '../kind-profile.ts';

const who = 'the AWS Load Balancer Controller';

/** aws-load-balancer-controller:pkg/shared_constants, pkg/annotations/constants.go. */
export const gateway: KindProfile = {
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  spots: [
    { path: '/metadata/finalizers/gateway.k8s.aws~1nlb', who, reason: 'It holds the Gateway until its load balancer is gone.' },
    { path: '/metadata/annotations/elbv2.k8s.aws~1last-processed-config', who, reason: 'It notes here what it last worked on.' },
  ],
};
