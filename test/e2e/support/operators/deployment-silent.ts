import type { ChangeOperator } from '../change-operator.ts';
import { extra, mergeContainer, mergePodSpec, mergeStrategically } from '../change-steps.ts';

const of = { kind: 'silent', target: 'deployment' } as const;
const pod = '.spec.template.spec';
const web = `${pod}.containers[name="web"]`;
const proxy = `${pod}.containers[name="proxy"]`;

/** What git is silent on in a Deployment, added or set. */
export const deploymentSilent: readonly ChangeOperator[] = [
  {
    ...of,
    name: 'sidecar-added',
    client: 'kubectl-edit',
    steps: [mergeContainer('sidecar', { image: 'registry.example/miner:latest' })],
    expected: [extra(`${pod}.containers[name="sidecar"]`)],
  },
  {
    ...of,
    name: 'init-container-added',
    client: 'lens',
    steps: [mergePodSpec({ initContainers: [{ name: 'debug', image: 'registry.example/debug:1' }] })],
    expected: [extra(`${pod}.initContainers[name="debug"]`)],
  },
  {
    ...of,
    name: 'variable-added',
    client: 'kubectl-set',
    steps: [mergeContainer('web', { env: [{ name: 'DEBUG', value: '1' }] })],
    expected: [extra(`${web}.env[name="DEBUG"]`)],
  },
  {
    ...of,
    name: 'empty-variable-added',
    client: 'kubectl-set',
    steps: [mergeContainer('proxy', { env: [{ name: 'DEBUG' }] })],
    expected: [extra(`${proxy}.env[name="DEBUG"]`)],
  },
  {
    ...of,
    name: 'variables-from-secret',
    client: 'kubectl-patch',
    steps: [mergeContainer('proxy', { envFrom: [{ secretRef: { name: 'admin' } }] })],
    expected: [extra(`${proxy}.envFrom`)],
  },
  {
    ...of,
    name: 'privileged',
    client: 'kubectl-patch',
    steps: [mergeContainer('proxy', { securityContext: { privileged: true } })],
    expected: [extra(`${proxy}.securityContext.privileged`)],
  },
  {
    ...of,
    name: 'capability-added',
    client: 'kubectl-edit',
    steps: [mergeContainer('web', { securityContext: { capabilities: { add: ['SYS_ADMIN'] } } })],
    expected: [extra(`${web}.securityContext.capabilities.add`)],
  },
  {
    ...of,
    name: 'run-as-root',
    client: 'curl',
    steps: [mergeContainer('proxy', { securityContext: { runAsUser: 0 } })],
    expected: [extra(`${proxy}.securityContext.runAsUser`)],
  },
  {
    ...of,
    name: 'host-path-mounted',
    client: 'kubectl-edit',
    steps: [
      mergePodSpec({
        volumes: [{ name: 'host', hostPath: { path: '/' } }],
        containers: [{ name: 'proxy', volumeMounts: [{ name: 'host', mountPath: '/host' }] }],
      }),
    ],
    expected: [extra(`${pod}.volumes[name="host"]`), extra(`${proxy}.volumeMounts[mountPath="/host"]`)],
  },
  {
    ...of,
    name: 'mount-added',
    client: 'browser',
    steps: [mergeContainer('web', { volumeMounts: [{ name: 'config', mountPath: '/etc/other' }] })],
    expected: [extra(`${web}.volumeMounts[mountPath="/etc/other"]`)],
  },
  {
    ...of,
    name: 'host-network',
    client: 'kubectl-patch',
    steps: [mergePodSpec({ hostNetwork: true })],
    expected: [extra(`${pod}.hostNetwork`)],
  },
  { ...of, name: 'host-pid', client: 'k9s', steps: [mergePodSpec({ hostPID: true })], expected: [extra(`${pod}.hostPID`)] },
  {
    ...of,
    name: 'token-not-mounted',
    client: 'kubectl-patch',
    steps: [mergePodSpec({ automountServiceAccountToken: false })],
    expected: [extra(`${pod}.automountServiceAccountToken`)],
  },
  {
    ...of,
    name: 'node-selector-added',
    client: 'kubectl-edit',
    steps: [mergePodSpec({ nodeSelector: { disk: 'ssd' } })],
    expected: [extra(`${pod}.nodeSelector.disk`)],
  },
  {
    ...of,
    name: 'pull-secret-added',
    client: 'kubectl-patch',
    steps: [mergePodSpec({ imagePullSecrets: [{ name: 'mine' }] })],
    expected: [extra(`${pod}.imagePullSecrets[name="mine"]`)],
  },
  {
    ...of,
    name: 'host-alias-added',
    client: 'lens',
    steps: [mergePodSpec({ hostAliases: [{ ip: '192.0.2.7', hostnames: ['db'] }] })],
    expected: [extra(`${pod}.hostAliases[ip="192.0.2.7"]`)],
  },
  {
    ...of,
    name: 'spread-added',
    client: 'kubectl-edit',
    steps: [mergePodSpec({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway' }] })],
    expected: [extra(`${pod}.topologySpreadConstraints[topologyKey="zone",whenUnsatisfiable="ScheduleAnyway"]`)],
  },
  {
    ...of,
    name: 'name-servers-added',
    client: 'kubectl-edit',
    steps: [mergePodSpec({ dnsConfig: { nameservers: ['192.0.2.53'] } })],
    expected: [extra(`${pod}.dnsConfig.nameservers`)],
  },
  {
    ...of,
    name: 'scheduler-set',
    client: 'kubectl-patch',
    steps: [mergePodSpec({ schedulerName: 'mine' })],
    expected: [extra(`${pod}.schedulerName`)],
  },
  {
    ...of,
    name: 'pull-policy-set',
    client: 'kubectl-patch',
    steps: [mergeContainer('web', { imagePullPolicy: 'Always' })],
    expected: [extra(`${web}.imagePullPolicy`)],
  },
  {
    ...of,
    name: 'startup-probe-added',
    client: 'kubectl-edit',
    steps: [mergeContainer('web', { startupProbe: { exec: { command: ['true'] } } })],
    expected: [extra(`${web}.startupProbe.exec.command`)],
  },
  {
    ...of,
    name: 'hook-added',
    client: 'kubectl-edit',
    steps: [mergeContainer('web', { lifecycle: { postStart: { exec: { command: ['curl', 'http://192.0.2.9/'] } } } })],
    expected: [extra(`${web}.lifecycle.postStart.exec.command`)],
  },
  {
    ...of,
    name: 'probe-timeout-set',
    client: 'dashboard',
    steps: [mergeContainer('web', { livenessProbe: { timeoutSeconds: 30 } })],
    expected: [extra(`${web}.livenessProbe.timeoutSeconds`)],
  },
  {
    ...of,
    name: 'limit-added',
    client: 'kubectl-set',
    steps: [mergeContainer('proxy', { resources: { limits: { memory: '1Gi' } } })],
    expected: [extra(`${proxy}.resources.limits.memory`)],
  },
  {
    ...of,
    name: 'restarted',
    client: 'kubectl-rollout',
    steps: [
      mergeStrategically({
        spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': '2026-11-01T00:00:00Z' } } } },
      }),
    ],
    expected: [extra('.spec.template.metadata.annotations["kubectl.kubernetes.io/restartedAt"]')],
  },
  {
    ...of,
    name: 'paused',
    client: 'kubectl-rollout',
    steps: [mergeStrategically({ spec: { paused: true } })],
    expected: [extra('.spec.paused')],
  },
  {
    ...of,
    name: 'deadline-set',
    client: 'argocd-server',
    steps: [mergeStrategically({ spec: { progressDeadlineSeconds: 30 } })],
    expected: [extra('.spec.progressDeadlineSeconds')],
  },
  {
    ...of,
    name: 'annotation-added',
    client: 'kubectl-annotate',
    steps: [mergeStrategically({ metadata: { annotations: { 'example.com/note': 'do not touch' } } })],
    expected: [extra('.metadata.annotations["example.com/note"]')],
  },
  {
    ...of,
    name: 'empty-label-added',
    client: 'kubectl-label',
    steps: [mergeStrategically({ metadata: { labels: { debug: '' } } })],
    expected: [extra('.metadata.labels.debug')],
  },
  {
    ...of,
    name: 'finalizer-added',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ metadata: { finalizers: ['example.com/hold'] } })],
    expected: [extra('.metadata.finalizers["example.com/hold"]')],
  },
];
