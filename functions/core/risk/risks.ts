import type { Difference } from '../difference.ts';

/** A departure that matters more than others, whoever made it. `why` completes "look at this first, since it …". */
export interface Risk {
  readonly type: Difference['type'];
  /** Kinds it applies to; absent: every kind. */
  readonly kinds?: readonly string[];
  /** For `modified`: the field, as text. */
  readonly at?: RegExp;
  /** For `modified`: the live value, as JSON with sorted keys. Absent: any value, gone included. */
  readonly live?: RegExp;
  readonly why: string;
}

/** Most important first. Data only; the order is the order of a report. */
export const RISKS: readonly Risk[] = [
  { type: 'unmanaged', kinds: ['ClusterRoleBinding'], why: 'grants rights in the whole cluster' },
  {
    type: 'unmanaged',
    kinds: ['MutatingWebhookConfiguration', 'MutatingAdmissionPolicyBinding'],
    why: 'can rewrite what is applied to the cluster',
  },
  { type: 'unmanaged', kinds: ['APIService'], why: 'answers for a part of the Kubernetes API' },
  { type: 'unmanaged', kinds: ['ClusterRole'], why: 'defines rights in the whole cluster' },
  { type: 'unmanaged', kinds: ['DaemonSet'], why: 'runs on every node' },
  { type: 'unmanaged', kinds: ['RoleBinding', 'Role'], why: 'grants rights in its namespace' },
  { type: 'unmanaged', kinds: ['ValidatingWebhookConfiguration'], why: 'can refuse what is applied to the cluster' },
  { type: 'modified', kinds: ['ClusterRoleBinding', 'RoleBinding'], at: /^\.(subjects|roleRef)/, why: 'changes who holds rights' },
  { type: 'modified', kinds: ['ClusterRole', 'Role'], at: /^\.rules/, why: 'changes what a role may do' },
  { type: 'modified', at: /\.privileged$|containers(\[|$)/i, live: /^true$|"privileged":true/, why: 'runs a privileged container' },
  { type: 'modified', at: /\.host(PID|IPC|Network)$/, live: /^true$/, why: "shares the node's namespaces" },
  { type: 'modified', at: /\.volumes(\[|$)/, live: /"hostPath":/, why: 'mounts a path of the node' },
  { type: 'modified', at: /\.hostPath(\.path)?$/, live: /./, why: 'mounts a path of the node' },
  {
    type: 'modified',
    at: /\.capabilities(\.add|$)/,
    live: /SYS_ADMIN|NET_ADMIN|SYS_PTRACE|SYS_MODULE|"ALL"/,
    why: 'adds kernel capabilities',
  },
  { type: 'modified', at: /\.allowPrivilegeEscalation$/, live: /^true$/, why: 'allows privilege escalation' },
  { type: 'modified', at: /\.runAsUser$/, live: /^0$/, why: 'runs as root' },
  { type: 'modified', kinds: ['Namespace'], at: /pod-security\.kubernetes\.io/, why: 'changes the pod security of a namespace' },
  { type: 'modified', kinds: ['Service'], at: /^\.spec\.externalIPs/, why: 'takes traffic on an external address' },
  { type: 'modified', kinds: ['Service'], at: /^\.spec\.type$/, live: /LoadBalancer|NodePort/, why: 'opens a service to the outside' },
  { type: 'modified', kinds: ['NetworkPolicy'], why: 'changes what traffic is let through' },
  {
    type: 'modified',
    kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
    at: /^\.webhooks/,
    why: 'changes what guards the cluster',
  },
  { type: 'missing', kinds: ['NetworkPolicy'], why: 'no longer blocks traffic' },
  {
    type: 'missing',
    kinds: ['ValidatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    why: 'no longer guards the cluster',
  },
  { type: 'missing', kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'], why: 'does not run' },
];
