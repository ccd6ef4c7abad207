import type { KindProfile } from '../kind-profile.ts';

const who = 'the AWS Load Balancer Controller';

/** aws-load-balancer-controller:controllers/gateway/utils.go, pkg/annotations/constants.go. */
export const gatewayClass: KindProfile = {
  group: 'gateway.networking.k8s.io',
  kind: 'GatewayClass',
  spots: [
    { path: '/metadata/finalizers/gateway.k8s.aws~1gatewayclass', who, reason: 'It holds the class while Gateways use it.' },
    { path: '/metadata/annotations/elbv2.k8s.aws~1last-processed-config', who, reason: 'It notes here what it last worked on.' },
  ],
};
