import { hasLive, isThere } from '../place-conditions.ts';
import type { SeverityRule } from '../severity-rule.ts';

/** Kinds that lead traffic from outside to workloads. */
const ROUTES = [
  'Ingress',
  'Gateway',
  'HTTPRoute',
  'GRPCRoute',
  'TLSRoute',
  'TCPRoute',
  'UDPRoute',
  'Gateway.networking.istio.io',
  'VirtualService.networking.istio.io',
  'IngressRoute.traefik.io',
  'IngressRouteTCP.traefik.io',
  'HTTPProxy.projectcontour.io',
  'Route.route.openshift.io',
  'TargetGroupBinding.elbv2.k8s.aws',
];

/** Annotations by which the controllers of AWS decide who reaches a load balancer. */
const BALANCERS = [
  '/metadata/annotations/service.beta.kubernetes.io~1aws-load-balancer-internal',
  '/metadata/annotations/service.beta.kubernetes.io~1aws-load-balancer-scheme',
  '/metadata/annotations/service.beta.kubernetes.io~1load-balancer-source-ranges',
  '/metadata/annotations/alb.ingress.kubernetes.io~1scheme',
  '/metadata/annotations/alb.ingress.kubernetes.io~1inbound-cidrs',
  '/metadata/annotations/alb.ingress.kubernetes.io~1security-groups',
];

const HOSTS = [
  '/spec/rules/[]/host',
  '/spec/host',
  '/spec/hosts/**',
  '/spec/hostnames/**',
  '/spec/virtualhost/fqdn',
  '/spec/listeners/**',
  '/spec/servers/**',
  '/spec/gateways/**',
  '/spec/parentRefs/**',
];

/** Ways into the cluster, and where they lead. */
export const exposure: SeverityRule = {
  name: 'exposure',
  about: 'Something can be reached from where git does not say, or no longer from where it says.',
  signs: [
    {
      of: 'field',
      kinds: ['Service'],
      at: ['/spec/type'],
      when: hasLive('LoadBalancer', 'NodePort'),
      level: 'high',
      why: 'opens a service to the outside',
    },
    {
      of: 'field',
      kinds: ['Service'],
      at: ['/spec/externalIPs/**'],
      when: isThere,
      level: 'high',
      why: 'takes traffic on an external address',
    },
    {
      of: 'field',
      kinds: ['Service', 'Ingress'],
      at: ['/spec/loadBalancerSourceRanges/**', ...BALANCERS],
      level: 'high',
      why: 'changes who reaches a load balancer',
    },
    { of: 'field', kinds: ['Service'], at: ['/spec/externalName'], level: 'high', why: 'leads to another host' },
    { of: 'field', kinds: ['Service'], at: ['/spec/selector/**'], level: 'high', why: 'leads to other pods' },
    { of: 'field', at: ['ports/[]/hostPort'], when: isThere, level: 'high', why: 'takes a port of the node' },
    { of: 'field', kinds: ROUTES, at: HOSTS, level: 'high', why: 'changes which hosts lead into the cluster' },
    { of: 'field', kinds: ROUTES, at: ['/spec/tls/**'], level: 'high', why: 'changes how traffic is encrypted' },
    { of: 'field', kinds: ROUTES, at: ['/spec/**'], level: 'medium', why: 'changes where traffic is led' },
    { of: 'field', kinds: ['Service'], at: ['/spec/**'], level: 'medium', why: 'changes how a service is reached' },

    { of: 'unmanaged', kinds: ROUTES, level: 'high', why: 'leads traffic into the cluster' },
    { of: 'unmanaged', kinds: ['Service'], level: 'medium', why: 'takes traffic' },
    { of: 'missing', kinds: [...ROUTES, 'Service'], level: 'high', why: 'takes no traffic' },
  ],
};
