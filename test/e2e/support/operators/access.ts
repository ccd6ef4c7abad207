import type { ChangeOperator } from '../change-operator.ts';
import { changed, extra, mergeStrategically, missing, patchAt } from '../change-steps.ts';
import type { DeliveryWay } from '../delivery-way.ts';

const declared = { kind: 'declared' } as const;
const silent = { kind: 'silent' } as const;
const everything = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };
const intruder = { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'mallory' };

/** An account that was delivered with nothing but a name has no managedFields, not even by an Apply; client-side apply leaves an annotation. */
const untraced: readonly DeliveryWay[] = ['server-side-apply', 'create'];

/** Roles, bindings and ServiceAccounts. Lists of rules and subjects are atomic, so one more of them is a change of what git declares. */
export const access: readonly ChangeOperator[] = [
  {
    ...declared,
    target: 'role',
    name: 'rule-added',
    client: 'kubectl-edit',
    steps: [patchAt('add', '/rules/-', everything)],
    expected: [changed('.rules')],
  },
  {
    ...declared,
    target: 'role',
    name: 'verb-added',
    client: 'lens',
    steps: [patchAt('add', '/rules/0/verbs/-', 'delete')],
    expected: [changed('.rules[0].verbs')],
  },
  {
    ...declared,
    target: 'role',
    name: 'resource-changed',
    client: 'browser',
    steps: [patchAt('replace', '/rules/0/resources/0', 'secrets')],
    expected: [changed('.rules[0].resources')],
  },
  {
    ...silent,
    target: 'role',
    name: 'rule-narrowed',
    client: 'kubectl-patch',
    steps: [patchAt('add', '/rules/0/resourceNames', ['web'])],
    expected: [extra('.rules[0].resourceNames')],
  },
  {
    ...declared,
    target: 'role-binding',
    name: 'subject-added',
    client: 'kubectl-set',
    steps: [patchAt('add', '/subjects/-', intruder)],
    expected: [changed('.subjects')],
  },
  {
    ...declared,
    target: 'role-binding',
    name: 'subject-replaced',
    client: 'kubectl-edit',
    steps: [patchAt('replace', '/subjects/0/name', 'system:authenticated')],
    expected: [changed('.subjects[0].name')],
  },
  {
    ...declared,
    target: 'role-binding',
    name: 'subjects-removed',
    client: 'kubectl-edit',
    steps: [patchAt('remove', '/subjects')],
    expected: [missing('.subjects')],
  },
  {
    ...declared,
    target: 'cluster-role',
    name: 'cluster-rule-removed',
    client: 'kubectl-edit',
    steps: [patchAt('remove', '/rules/1')],
    expected: [changed('.rules')],
  },
  {
    ...declared,
    target: 'cluster-role',
    name: 'cluster-verbs-changed',
    client: 'argocd-server',
    steps: [patchAt('replace', '/rules/0/verbs', ['*'])],
    expected: [changed('.rules[0].verbs')],
  },
  {
    ...silent,
    target: 'cluster-role',
    name: 'aggregated-to-view',
    client: 'kubectl-label',
    steps: [mergeStrategically({ metadata: { labels: { 'example.com/aggregate-to-view': 'true' } } })],
    expected: [extra('.metadata.labels["example.com/aggregate-to-view"]')],
  },
  {
    ...declared,
    target: 'cluster-role-binding',
    name: 'cluster-subject-added',
    client: 'curl',
    steps: [patchAt('add', '/subjects/-', intruder)],
    expected: [changed('.subjects')],
  },
  {
    ...declared,
    target: 'cluster-role-binding',
    name: 'cluster-subject-moved',
    client: 'kubectl-edit',
    steps: [patchAt('replace', '/subjects/0/namespace', 'kube-system')],
    expected: [changed('.subjects[0].namespace')],
  },
  {
    ...declared,
    target: 'service-account',
    name: 'cloud-role-changed',
    client: 'kubectl-annotate',
    steps: [mergeStrategically({ metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/admin' } } })],
    expected: [changed('.metadata.annotations["eks.amazonaws.com/role-arn"]')],
  },
  {
    ...silent,
    target: 'service-account',
    name: 'account-pull-secret',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ imagePullSecrets: [{ name: 'mine' }] })],
    expected: [extra('.imagePullSecrets')],
  },
  {
    ...silent,
    target: 'service-account',
    name: 'account-token-off',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ automountServiceAccountToken: false })],
    expected: [extra('.automountServiceAccountToken')],
  },
  {
    ...silent,
    target: 'bare-service-account',
    name: 'bare-account-pull-secret',
    client: 'kubectl-patch',
    untraced,
    steps: [mergeStrategically({ imagePullSecrets: [{ name: 'mine' }] })],
    expected: [extra('.imagePullSecrets')],
  },
  {
    ...silent,
    target: 'bare-service-account',
    name: 'bare-account-cloud-role',
    client: 'kubectl-annotate',
    untraced,
    steps: [mergeStrategically({ metadata: { annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/admin' } } })],
    expected: [extra('.metadata.annotations["eks.amazonaws.com/role-arn"]')],
  },
];
