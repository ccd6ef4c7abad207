import type { JsonObject } from '../../../../functions/core/json.ts';
import { asJsonObject, isJsonList } from '../../../../functions/core/json.ts';
import type { ChangeOperator, ChangeStep } from '../change-operator.ts';
import { extra, missing } from '../change-steps.ts';

const of = { kind: 'object' } as const;
const remove: ChangeStep = { do: 'delete' };
const gone = [{ type: 'object-missing' }] as const;

/** Objects deleted, deleted and created again, or created by hand. */
export const objects: readonly ChangeOperator[] = [
  { ...of, target: 'spelled-otherwise', name: 'untouched', client: 'curl', steps: [], expected: [] },
  { ...of, target: 'deployment', name: 'deployment-deleted', client: 'k9s', steps: [remove], expected: gone },
  { ...of, target: 'config-map', name: 'config-map-deleted', client: 'kubectl-create', steps: [remove], expected: gone },
  { ...of, target: 'secret', name: 'secret-deleted', client: 'lens', steps: [remove], expected: gone },
  { ...of, target: 'service', name: 'service-deleted', client: 'browser', steps: [remove], expected: gone },
  { ...of, target: 'network-policy', name: 'network-policy-deleted', client: 'kubectl-create', steps: [remove], expected: gone },
  { ...of, target: 'cluster-role-binding', name: 'cluster-binding-deleted', client: 'curl', steps: [remove], expected: gone },
  { ...of, target: 'custom-resource', name: 'custom-resource-deleted', client: 'kubectl-create', steps: [remove], expected: gone },
  {
    ...of,
    target: 'deployment',
    name: 'deployment-recreated',
    client: 'kubectl-create',
    steps: [remove, { do: 'create-again' }],
    expected: [],
  },
  { ...of, target: 'service', name: 'service-recreated', client: 'kubectl-replace', steps: [remove, { do: 'create-again' }], expected: [] },
  { ...of, target: 'stateful-set', name: 'set-recreated', client: 'lens', steps: [remove, { do: 'create-again' }], expected: [] },
  {
    ...of,
    target: 'bare-service-account',
    name: 'bare-account-recreated',
    client: 'kubectl-create',
    steps: [remove, { do: 'create-again' }],
    expected: [],
  },
  { ...of, target: 'autoscaler', name: 'autoscaler-recreated', client: 'curl', steps: [remove, { do: 'create-again' }], expected: [] },
  {
    ...of,
    target: 'daemon-set',
    name: 'agents-recreated-on-host-network',
    client: 'kubectl-create',
    steps: [remove, { do: 'create-again', change: (declared) => changePodSpec(declared, { hostNetwork: true }) }],
    expected: [extra('.spec.template.spec.hostNetwork')],
  },
  {
    ...of,
    target: 'deployment',
    name: 'deployment-recreated-without-volumes',
    client: 'browser',
    steps: [remove, { do: 'create-again', change: dropVolumes }],
    expected: [
      missing('.spec.template.spec.volumes[name="config"]'),
      missing('.spec.template.spec.containers[name="web"].volumeMounts[mountPath="/etc/web"]'),
    ],
  },
  {
    ...of,
    target: 'service-account',
    name: 'account-recreated-with-pull-secret',
    client: 'kubectl-create',
    steps: [remove, { do: 'create-again', change: (declared) => ({ ...declared, imagePullSecrets: [{ name: 'mine' }] }) }],
    expected: [extra('.imagePullSecrets')],
  },
  {
    ...of,
    target: 'none',
    name: 'cluster-admin-bound',
    client: 'kubectl-create',
    steps: [
      {
        do: 'create',
        object: {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRoleBinding',
          metadata: { name: '$name' },
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
          subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'mallory' }],
        },
      },
    ],
    expected: [{ type: 'object-unmanaged', kind: 'ClusterRoleBinding', name: '$name' }],
  },
  {
    ...of,
    target: 'none',
    name: 'deployment-created',
    client: 'kubectl-create',
    steps: [
      {
        do: 'create',
        object: {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: 'miner', namespace: '$namespace' },
          spec: {
            replicas: 0,
            selector: { matchLabels: { app: 'miner' } },
            template: {
              metadata: { labels: { app: 'miner' } },
              spec: { containers: [{ name: 'miner', image: 'registry.example/miner' }] },
            },
          },
        },
      },
    ],
    expected: [{ type: 'object-unmanaged', kind: 'Deployment', name: 'miner' }],
  },
  {
    ...of,
    target: 'none',
    name: 'secret-created',
    client: 'dashboard',
    steps: [{ do: 'create', object: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mine', namespace: '$namespace' } } }],
    expected: [{ type: 'object-unmanaged', kind: 'Secret', name: 'mine' }],
  },
  {
    ...of,
    target: 'none',
    name: 'bare-account-created',
    client: 'kubectl-create',
    steps: [{ do: 'create', object: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'mine', namespace: '$namespace' } } }],
    expected: [{ type: 'object-unmanaged', kind: 'ServiceAccount', name: 'mine' }],
  },
  {
    ...of,
    target: 'none',
    name: 'custom-resource-created',
    client: 'kubectl-create',
    steps: [
      {
        do: 'create',
        object: { apiVersion: 'support.example.com/v1', kind: 'Widget', metadata: { name: 'mine', namespace: '$namespace' } },
      },
    ],
    expected: [{ type: 'object-unmanaged', kind: 'Widget', name: 'mine' }],
  },
  {
    ...of,
    target: 'none',
    name: 'namespace-created',
    client: 'kubectl-create',
    steps: [{ do: 'create', object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: '$name-mine' } } }],
    expected: [{ type: 'object-unmanaged', kind: 'Namespace', name: '$name-mine' }],
  },
];

function changePodSpec(workload: JsonObject, fields: JsonObject): JsonObject {
  const spec = asJsonObject(workload['spec']);
  const template = asJsonObject(spec['template']);
  return { ...workload, spec: { ...spec, template: { ...template, spec: { ...asJsonObject(template['spec']), ...fields } } } };
}

function dropVolumes(workload: JsonObject): JsonObject {
  const podSpec = asJsonObject(asJsonObject(asJsonObject(workload['spec'])['template'])['spec']);
  const containers = isJsonList(podSpec['containers']) ? podSpec['containers'] : [];
  return changePodSpec(workload, {
    volumes: [],
    containers: containers.map((container) => ({ ...asJsonObject(container), volumeMounts: [] })),
  });
}
