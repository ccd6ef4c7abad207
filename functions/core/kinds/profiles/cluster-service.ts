import { asJsonObject, asString, isJsonList, type Json, type JsonObject } from '../../json.ts';
import { annotationsOf, type KubeObject } from '../../kube-object.ts';
import type { KindProfile } from '../kind-profile.ts';

const REGISTRY = 'the API server';
const LOAD_BALANCER_CONTROLLER = 'the AWS Load Balancer Controller';

/**
 * The core kind Service. Addresses: seen on a real 1.34 control plane, owned by nobody; kubernetes/kubernetes:pkg/registry/core/service/storage/alloc.go.
 * Finalizers: k8s.io/cloud-provider:service/helpers/helper.go (LoadBalancerCleanupFinalizer), aws-load-balancer-controller:pkg/shared_constants
 * (ServiceFinalizer), pkg/config/service_config.go (the class its webhook sets). Rollouts: argo-rollouts:pkg/apis/rollouts/v1alpha1/types.go.
 */
export const clusterService: KindProfile = {
  group: '',
  kind: 'Service',
  spots: [
    {
      path: '/spec/clusterIP',
      who: REGISTRY,
      reason: 'The API server gives a Service its address.',
      isMachineValue: (live) => typeof live === 'string' && live !== 'None',
    },
    {
      path: '/spec/clusterIPs',
      who: REGISTRY,
      reason: 'The API server keeps the addresses in step with clusterIP.',
      isMachineValue: (live, object) => Array.isArray(live) && live[0] === specOf(object)['clusterIP'],
    },
    {
      path: '/spec/ipFamilies',
      who: REGISTRY,
      reason: 'The API server notes the families of the addresses it gave.',
      isMachineValue: hasFamilyOfEachAddress,
    },
    {
      path: '/spec/ipFamilyPolicy',
      who: REGISTRY,
      reason: 'The API server sets the policy that the Service has by default.',
      isMachineValue: (live, object) => live === 'SingleStack' || (live === 'RequireDualStack' && isHeadlessWithoutSelector(object)),
    },
    {
      path: '/spec/ports/*/nodePort',
      who: REGISTRY,
      reason: 'The API server gives each port of a NodePort or LoadBalancer Service a port of the nodes.',
      unlessByHand: true,
      isMachineValue: (_live, object) => ['NodePort', 'LoadBalancer'].includes(String(specOf(object)['type'])),
    },
    {
      path: '/spec/healthCheckNodePort',
      who: REGISTRY,
      reason: 'The API server gives a LoadBalancer Service with local traffic a port for health checks.',
      isMachineValue: (_live, object) => isLoadBalancer(object) && specOf(object)['externalTrafficPolicy'] === 'Local',
    },
    {
      path: '/spec/loadBalancerClass',
      who: LOAD_BALANCER_CONTROLLER,
      reason: 'Its webhook takes new LoadBalancer Services for itself.',
      isMachineValue: (live, object) => live === 'service.k8s.aws/nlb' && isLoadBalancer(object),
    },
    {
      path: '/metadata/finalizers/service.kubernetes.io~1load-balancer-cleanup',
      who: 'the cloud controller manager',
      reason: 'It holds the Service until its load balancer is gone.',
    },
    {
      path: '/metadata/finalizers/service.k8s.aws~1resources',
      who: LOAD_BALANCER_CONTROLLER,
      reason: 'It holds the Service until its load balancer is gone.',
    },
    {
      path: '/spec/selector/rollouts-pod-template-hash',
      who: 'Argo Rollouts',
      reason: 'A rollout points the Service at the pods of one revision.',
      isMachineValue: (_live, object) => asString(annotationsOf(object)['argo-rollouts.argoproj.io/managed-by-rollouts']) !== undefined,
    },
    {
      path: '/metadata/annotations/argo-rollouts.argoproj.io~1managed-by-rollouts',
      who: 'Argo Rollouts',
      reason: 'A rollout notes here that it directs the Service.',
    },
  ],
};

function specOf(object: KubeObject): JsonObject {
  return asJsonObject(object['spec']);
}

function isLoadBalancer(object: KubeObject): boolean {
  return specOf(object)['type'] === 'LoadBalancer';
}

function isHeadlessWithoutSelector(object: KubeObject): boolean {
  const { clusterIP, selector } = specOf(object);
  return clusterIP === 'None' && Object.keys(asJsonObject(selector)).length === 0;
}

/** The families say no more than the addresses do; a headless Service has no address to tell by. */
function hasFamilyOfEachAddress(live: unknown, object: KubeObject): boolean {
  const addresses = specOf(object)['clusterIPs'];
  if (!Array.isArray(live) || !isJsonList(addresses)) return false;
  if (addresses[0] === 'None') return true;
  return live.length === addresses.length && addresses.every((address, i) => familyOf(address) === live[i]);
}

function familyOf(address: Json): string {
  return String(address).includes(':') ? 'IPv6' : 'IPv4';
}
