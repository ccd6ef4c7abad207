import type { ChangeOperator } from '../change-operator.ts';
import { changed, extra, mergeContainer, mergePodSpec, mergeStrategically, scaleTo } from '../change-steps.ts';

const declared = { kind: 'declared' } as const;
const silent = { kind: 'silent' } as const;
const pod = '.spec.template.spec';
const jobPod = '.spec.jobTemplate.spec.template.spec';

/** StatefulSets, DaemonSets, Jobs and CronJobs. */
export const workloads: readonly ChangeOperator[] = [
  {
    ...declared,
    target: 'stateful-set',
    name: 'set-scaled',
    client: 'kubectl-scale',
    steps: [scaleTo(3)],
    expected: [changed('.spec.replicas')],
  },
  {
    ...declared,
    target: 'stateful-set',
    name: 'set-image',
    client: 'kubectl-set',
    steps: [mergeContainer('db', { image: 'registry.example/db:17' })],
    expected: [changed(`${pod}.containers[name="db"].image`)],
  },
  {
    ...silent,
    target: 'stateful-set',
    name: 'set-toleration',
    client: 'kubectl-edit',
    steps: [mergePodSpec({ tolerations: [{ operator: 'Exists' }] })],
    expected: [extra(`${pod}.tolerations`)],
  },
  {
    ...silent,
    target: 'stateful-set',
    name: 'set-partition',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { updateStrategy: { rollingUpdate: { partition: 1 } } } })],
    expected: [extra('.spec.updateStrategy.rollingUpdate.partition')],
  },
  {
    ...silent,
    target: 'stateful-set',
    name: 'set-on-delete',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { updateStrategy: { type: 'OnDelete', rollingUpdate: null } } })],
    expected: [extra('.spec.updateStrategy.type')],
  },
  {
    ...silent,
    target: 'stateful-set',
    name: 'set-security',
    client: 'kubectl-edit',
    steps: [mergePodSpec({ securityContext: { runAsUser: 0 } })],
    expected: [extra(`${pod}.securityContext.runAsUser`)],
  },
  {
    ...silent,
    target: 'stateful-set',
    name: 'set-annotation-on-pods',
    client: 'argocd-server',
    steps: [mergeStrategically({ spec: { template: { metadata: { annotations: { note: 'x' } } } } })],
    expected: [extra('.spec.template.metadata.annotations.note')],
  },
  {
    ...declared,
    target: 'daemon-set',
    name: 'agents-unavailable',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { updateStrategy: { rollingUpdate: { maxUnavailable: '100%' } } } })],
    expected: [changed('.spec.updateStrategy.rollingUpdate.maxUnavailable')],
  },
  {
    ...silent,
    target: 'daemon-set',
    name: 'agents-host-port',
    client: 'kubectl-edit',
    steps: [mergeContainer('agent', { ports: [{ containerPort: 9100, hostPort: 9100 }] })],
    expected: [extra(`${pod}.containers[name="agent"].ports[containerPort=9100,protocol="TCP"].hostPort`)],
  },
  {
    ...silent,
    target: 'daemon-set',
    name: 'agents-nowhere',
    client: 'k9s',
    steps: [mergePodSpec({ nodeSelector: { nonexistent: 'true' } })],
    expected: [extra(`${pod}.nodeSelector.nonexistent`)],
  },
  {
    ...silent,
    target: 'daemon-set',
    name: 'agents-second-port',
    client: 'lens',
    steps: [mergeContainer('agent', { ports: [{ containerPort: 22, protocol: 'TCP' }] })],
    expected: [extra(`${pod}.containers[name="agent"].ports[containerPort=22,protocol="TCP"]`)],
  },
  {
    ...declared,
    target: 'cron-job',
    name: 'schedule-changed',
    client: 'kubectl-edit',
    steps: [mergeStrategically({ spec: { schedule: '0 4 1 1 *' } })],
    expected: [changed('.spec.schedule')],
  },
  {
    ...declared,
    target: 'cron-job',
    name: 'job-arguments-changed',
    client: 'browser',
    steps: [
      mergeStrategically({
        spec: { jobTemplate: { spec: { template: { spec: { containers: [{ name: 'report', args: ['--daily'] }] } } } } },
      }),
    ],
    expected: [changed(`${jobPod}.containers[name="report"].args`)],
  },
  {
    ...silent,
    target: 'cron-job',
    name: 'suspended',
    client: 'k9s',
    steps: [mergeStrategically({ spec: { suspend: true } })],
    expected: [extra('.spec.suspend')],
  },
  {
    ...silent,
    target: 'cron-job',
    name: 'time-zone-set',
    client: 'kubectl-edit',
    steps: [mergeStrategically({ spec: { timeZone: 'Asia/Tokyo' } })],
    expected: [extra('.spec.timeZone')],
  },
  {
    ...silent,
    target: 'cron-job',
    name: 'job-deadline-set',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { jobTemplate: { spec: { activeDeadlineSeconds: 5 } } } })],
    expected: [extra('.spec.jobTemplate.spec.activeDeadlineSeconds')],
  },
  {
    ...declared,
    target: 'job',
    name: 'job-parallelism',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { parallelism: 0 } })],
    expected: [changed('.spec.parallelism')],
  },
  {
    ...silent,
    target: 'job',
    name: 'job-time-to-live',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { ttlSecondsAfterFinished: 86400 } })],
    expected: [extra('.spec.ttlSecondsAfterFinished')],
  },
];
