import type { KindProfile } from '../kind-profile.ts';

const who = 'the AWS Load Balancer Controller';

/** aws-load-balancer-controller:controllers/elbv2/targetgroupbinding_controller.go, pkg/annotations/constants.go. */
export const targetGroupBinding: KindProfile = {
  group: 'elbv2.k8s.aws',
  kind: 'TargetGroupBinding',
  spots: [
    { path: '/metadata/finalizers/elbv2.k8s.aws~1resources', who, reason: 'It holds the binding until its targets are gone.' },
    { path: '/metadata/annotations/elbv2.k8s.aws~1checkpoint', who, reason: 'It notes here what it last worked on.' },
  ],
};
