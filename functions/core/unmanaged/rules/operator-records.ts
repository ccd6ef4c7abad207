import { ruleForKinds } from '../never-listed.ts';

/** Custom kinds that only their operators make: cert-manager pkg/apis, autoscaler vertical-pod-autoscaler pkg/apis, amazon-network-policy-controller-k8s. */
export const operatorRecords = ruleForKinds({
  name: 'operator-records',
  reason: 'Operators make these from objects that are judged.',
  kinds: [
    'CertificateRequest.cert-manager.io',
    'Order.acme.cert-manager.io',
    'Challenge.acme.cert-manager.io',
    'VerticalPodAutoscalerCheckpoint.autoscaling.k8s.io',
    'PolicyEndpoint.networking.k8s.aws',
    'ClusterPolicyEndpoint.networking.k8s.aws',
  ],
});
