import { wrapText } from '../render/wrap-text.ts';
import type { ReadRolePlan, RoleRule } from './plan-read-role.ts';

/** Who may read: exactly one. */
export type RoleSubject =
  | { readonly type: 'group'; readonly name: string }
  | { readonly type: 'user'; readonly name: string }
  | { readonly type: 'service-account'; readonly namespace: string; readonly name: string };

export interface RoleText {
  /** Name of the ClusterRole and of its binding. */
  readonly name: string;
  readonly subject: RoleSubject;
  readonly withSecrets: boolean;
  /** The kinds came from a cluster; else custom resources are unknown. */
  readonly discovered: boolean;
}

/** The ClusterRole and its binding as YAML, with comments that say why each part is there. */
export function writeReadRole(plan: ReadRolePlan, { name, subject, withSecrets, discovered }: RoleText): string {
  const secrets = withSecrets
    ? 'Secrets are in it: Plumbline masks their values before it compares them, but who holds this credential can read them.'
    : 'Secrets are not in it, so each check says that it could not look at them: print it again with --with-secrets (`from: helm` needs it too), or leave them out of the check with scope.excludeKinds: [Secret].';
  const custom = discovered
    ? ['Groups of custom resources are those that this cluster serves now: print it again when one is added.']
    : ['Custom resources are not in it: print it again with --kubeconfig, which finds their groups, or name them with --api-group.'];
  const leftOut =
    plan.leftOut.length === 0
      ? []
      : [`Left out, since a check reads them only where git declares some (then: --include KIND): ${plan.leftOut.join(', ')}.`];
  return [
    ...comment('', 'What Plumbline needs in a cluster: get and list, nothing else. It cannot change anything with it.'),
    ...[secrets, ...custom, ...leftOut].flatMap((text) => comment('', text)),
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRole',
    'metadata:',
    `  name: ${quote(name)}`,
    'rules:',
    ...plan.rules.flatMap(writeRule),
    ...comment('  ', 'What the API serves, and its schemas. Every authenticated user may read these unless somebody took that away.'),
    '  - nonResourceURLs: ["/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*", "/version"]',
    '    verbs: ["get"]',
    '---',
    'apiVersion: rbac.authorization.k8s.io/v1',
    'kind: ClusterRoleBinding',
    'metadata:',
    `  name: ${quote(name)}`,
    'roleRef:',
    '  apiGroup: rbac.authorization.k8s.io',
    '  kind: ClusterRole',
    `  name: ${quote(name)}`,
    'subjects:',
    ...writeSubject(subject),
    '',
  ].join('\n');
}

function writeRule({ group, resources }: RoleRule): string[] {
  const list = resources.map(quote).join(', ');
  const line = `    resources: [${list}]`;
  const wrapped = line.length <= 140 ? [line] : ['    resources:', ...resources.map((resource) => `      - ${quote(resource)}`)];
  return [`  - apiGroups: [${quote(group)}]`, ...wrapped, '    verbs: ["get", "list"]'];
}

function writeSubject(subject: RoleSubject): string[] {
  switch (subject.type) {
    case 'group':
      return [...comment('  ', 'On EKS: the group that an access entry gives to the IAM role.'), ...writeNamed('Group', subject.name)];
    case 'user':
      return writeNamed('User', subject.name);
    case 'service-account':
      return ['  - kind: ServiceAccount', `    namespace: ${quote(subject.namespace)}`, `    name: ${quote(subject.name)}`];
  }
}

function writeNamed(kind: string, name: string): string[] {
  return [`  - kind: ${kind}`, '    apiGroup: rbac.authorization.k8s.io', `    name: ${quote(name)}`];
}

function comment(indent: string, text: string): string[] {
  return wrapText(text, 100).map((line) => `${indent}# ${line}`);
}

/** JSON's quoting is YAML's. */
function quote(text: string): string {
  return JSON.stringify(text);
}
