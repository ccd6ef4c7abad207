import type { Place } from '../list-places.ts';
import { fallsTo, hasLive, isGone, isThere } from '../place-conditions.ts';
import type { SeverityRule } from '../severity-rule.ts';

const MUTATING = ['MutatingWebhookConfiguration', 'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding'];
/** Verbs by which a subject gives itself more rights than it has. */
const ESCALATING = hasLive('*', 'escalate', 'bind', 'impersonate');
/** Capabilities that are as good as root on the node. */
const ROOT_LIKE = hasLive('ALL', 'SYS_ADMIN', 'SYS_MODULE', 'SYS_PTRACE', 'SYS_RAWIO', 'DAC_READ_SEARCH', 'BPF', 'NET_ADMIN');

const isClusterAdmin = hasLive('cluster-admin', 'admin', 'system:masters');
const isNothing = ({ live }: Place): boolean => live === undefined || live === null || live === '';

/** Rights in the Kubernetes API, and the ways out of a container to its node. */
export const privilege: SeverityRule = {
  name: 'privilege',
  about: 'Somebody or something may do more than git says, in the cluster or on its nodes.',
  signs: [
    { of: 'unmanaged', kinds: ['ClusterRoleBinding'], level: 'critical', why: 'grants rights in the whole cluster' },
    { of: 'unmanaged', kinds: MUTATING, level: 'critical', why: 'can rewrite what is applied to the cluster' },
    { of: 'unmanaged', kinds: ['APIService'], level: 'critical', why: 'answers for a part of the Kubernetes API' },
    { of: 'unmanaged', kinds: ['ClusterRole'], level: 'high', why: 'defines rights in the whole cluster' },
    { of: 'unmanaged', kinds: ['RoleBinding', 'Role'], level: 'high', why: 'grants rights in its namespace' },
    { of: 'missing', kinds: ['ClusterRoleBinding', 'RoleBinding'], level: 'medium', why: 'no longer grants rights that git grants' },

    {
      of: 'field',
      kinds: ['ClusterRoleBinding'],
      at: ['/subjects/**', '/roleRef/**'],
      when: isThere,
      level: 'critical',
      why: 'changes who holds rights in the whole cluster',
    },
    {
      of: 'field',
      kinds: ['RoleBinding'],
      at: ['/roleRef/name'],
      when: isClusterAdmin,
      level: 'critical',
      why: 'grants every right in its namespace',
    },
    {
      of: 'field',
      kinds: ['RoleBinding'],
      at: ['/subjects/**', '/roleRef/**'],
      when: isThere,
      level: 'high',
      why: 'changes who holds rights',
    },
    {
      of: 'field',
      kinds: ['ClusterRoleBinding', 'RoleBinding'],
      at: ['/subjects/**', '/roleRef/**'],
      level: 'medium',
      why: 'no longer grants rights that git grants',
    },
    {
      of: 'field',
      kinds: ['ClusterRole'],
      at: ['/rules/[]/verbs/[]', '/rules/[]/resources/[]'],
      when: ESCALATING,
      level: 'critical',
      why: 'lets a role take every right',
    },
    {
      of: 'field',
      kinds: ['ClusterRole', 'Role'],
      at: ['/rules/**', '/aggregationRule/**'],
      when: isThere,
      level: 'high',
      why: 'changes what a role may do',
    },
    {
      of: 'field',
      kinds: ['ClusterRole', 'Role'],
      at: ['/rules/**', '/aggregationRule/**'],
      level: 'medium',
      why: 'no longer grants rights that git grants',
    },
    {
      of: 'field',
      kinds: MUTATING,
      at: ['/webhooks/**', '/spec/**'],
      level: 'high',
      why: 'changes what rewrites what is applied to the cluster',
    },
    { of: 'field', kinds: ['APIService'], at: ['/spec/**'], level: 'high', why: 'changes what answers for a part of the Kubernetes API' },

    { of: 'field', at: ['securityContext/privileged'], when: hasLive(true), level: 'critical', why: 'runs a privileged container' },
    {
      of: 'field',
      at: ['spec/hostPID', 'spec/hostIPC', 'spec/hostNetwork'],
      when: hasLive(true),
      level: 'critical',
      why: "shares the node's namespaces",
    },
    {
      of: 'field',
      at: ['volumes/[]/hostPath/**', '/spec/hostPath/**'],
      when: isThere,
      level: 'critical',
      why: 'mounts a path of the node',
    },
    { of: 'field', at: ['capabilities/add/[]'], when: ROOT_LIKE, level: 'critical', why: 'adds kernel capabilities as good as root' },
    { of: 'field', at: ['windowsOptions/hostProcess'], when: hasLive(true), level: 'critical', why: 'runs as a process of the node' },
    { of: 'field', at: ['capabilities/add/**'], when: isThere, level: 'high', why: 'adds kernel capabilities' },
    { of: 'field', at: ['capabilities/drop/**'], when: isGone, level: 'high', why: 'no longer drops kernel capabilities' },
    {
      of: 'field',
      at: ['securityContext/allowPrivilegeEscalation'],
      when: fallsTo(true),
      level: 'high',
      why: 'allows privilege escalation',
    },
    { of: 'field', at: ['securityContext/runAsUser'], when: hasLive(0), level: 'high', why: 'runs as root' },
    { of: 'field', at: ['securityContext/runAsNonRoot'], when: fallsTo(false), level: 'high', why: 'may run as root' },
    {
      of: 'field',
      at: ['securityContext/seccompProfile/**', 'securityContext/appArmorProfile/**'],
      when: (place) => isNothing(place) || hasLive('Unconfined')(place),
      level: 'high',
      why: 'runs with no limit on system calls',
    },
    { of: 'field', at: ['securityContext', 'securityContext/capabilities'], when: isGone, level: 'high', why: 'lost its security context' },
    {
      of: 'field',
      at: ['securityContext/readOnlyRootFilesystem'],
      when: fallsTo(false),
      level: 'medium',
      why: 'may write to its own image',
    },
    {
      of: 'field',
      at: ['securityContext/**', 'spec/hostUsers', 'spec/shareProcessNamespace'],
      level: 'medium',
      why: 'runs with another security context',
    },
  ],
};
