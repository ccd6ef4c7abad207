import { hasLive, isGone } from '../place-conditions.ts';
import type { SeverityRule } from '../severity-rule.ts';

const FIREWALLS = [
  'NetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'CiliumNetworkPolicy.cilium.io',
  'CiliumClusterwideNetworkPolicy.cilium.io',
  'NetworkPolicy.crd.projectcalico.org',
  'GlobalNetworkPolicy.crd.projectcalico.org',
  'NetworkPolicy.projectcalico.org',
  'GlobalNetworkPolicy.projectcalico.org',
  'AuthorizationPolicy.security.istio.io',
  'PeerAuthentication.security.istio.io',
];

/** Kinds that refuse what may not enter the cluster. */
const GUARDS = [
  'ValidatingWebhookConfiguration',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ClusterPolicy.kyverno.io',
  'Policy.kyverno.io',
  'PolicyException.kyverno.io',
  '*.policies.kyverno.io',
  '*.templates.gatekeeper.sh',
  '*.constraints.gatekeeper.sh',
];

const PROBES = ['containers/[]/livenessProbe/**', 'containers/[]/readinessProbe/**', 'containers/[]/startupProbe/**'];
const LIMITS = ['containers/[]/resources/**', 'initContainers/[]/resources/**'];
const WHOLE_LIMITS = ['resources', 'resources/limits', 'resources/limits/memory'];
const POD_SECURITY = '/metadata/labels/pod-security.kubernetes.io~1';

/** What keeps a mistake, an attack or a full node from spreading. */
export const safety: SeverityRule = {
  name: 'safety',
  about: 'Something that protects the cluster or its workloads is off, or works in another way.',
  signs: [
    { of: 'missing', kinds: FIREWALLS, level: 'high', why: 'no longer blocks traffic' },
    { of: 'field', kinds: FIREWALLS, at: ['/spec/**', '/specs/**'], level: 'high', why: 'changes what traffic is let through' },
    { of: 'unmanaged', kinds: FIREWALLS, level: 'high', why: 'changes what traffic is let through' },

    { of: 'missing', kinds: GUARDS, level: 'high', why: 'no longer guards the cluster' },
    {
      of: 'field',
      kinds: GUARDS,
      at: ['failurePolicy'],
      when: hasLive('Ignore'),
      level: 'high',
      why: 'lets everything in when its guard does not answer',
    },
    { of: 'field', kinds: GUARDS, at: ['/webhooks/**', '/spec/**'], level: 'high', why: 'changes what guards the cluster' },
    { of: 'unmanaged', kinds: GUARDS, level: 'high', why: 'can refuse what is applied to the cluster, or let it in' },
    {
      of: 'field',
      kinds: ['Namespace'],
      at: [`${POD_SECURITY}enforce`, `${POD_SECURITY}enforce-version`],
      level: 'high',
      why: 'changes the pod security of a namespace',
    },
    {
      of: 'field',
      kinds: ['Namespace'],
      at: ['/metadata/labels/admission.gatekeeper.sh~1ignore'],
      level: 'high',
      why: 'takes a namespace out of its guard',
    },
    {
      of: 'field',
      kinds: ['Namespace'],
      at: [`${POD_SECURITY}audit`, `${POD_SECURITY}warn`],
      level: 'medium',
      why: 'changes which pods are warned of',
    },

    { of: 'missing', kinds: ['PodDisruptionBudget'], level: 'medium', why: 'may be drained all at once' },
    { of: 'field', kinds: ['PodDisruptionBudget'], at: ['/spec/**'], level: 'medium', why: 'changes how many pods may be drained at once' },
    { of: 'missing', kinds: ['ResourceQuota', 'LimitRange'], level: 'medium', why: 'no longer bounds what a namespace takes' },
    { of: 'field', kinds: ['ResourceQuota', 'LimitRange'], at: ['/spec/**'], level: 'medium', why: 'changes what a namespace may take' },

    { of: 'field', at: PROBES.map((at) => at.replace('/**', '')), when: isGone, level: 'high', why: 'is no longer probed' },
    { of: 'field', at: PROBES, level: 'medium', why: 'is probed in another way' },
    { of: 'field', at: WHOLE_LIMITS.map((at) => `containers/[]/${at}`), when: isGone, level: 'high', why: 'runs without limits' },
    { of: 'field', at: LIMITS, level: 'medium', why: 'runs within other limits' },
  ],
};
