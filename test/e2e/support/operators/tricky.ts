import type { ChangeOperator } from '../change-operator.ts';
import { changed, extra, merge, mergeContainer, mergePodSpec, mergeStrategically, missing, patchAt, scaleTo } from '../change-steps.ts';

const declared = { kind: 'declared', target: 'deployment' } as const;
const silent = { kind: 'silent', target: 'deployment' } as const;
const pod = '.spec.template.spec';
const web = `${pod}.containers[name="web"]`;
const podPointer = '/spec/template/spec';
const webPointer = `${podPointer}/containers/0`;

/** Changes of which one half is easily missed, and changes that change nothing. */
export const tricky: readonly ChangeOperator[] = [
  {
    ...declared,
    name: 'value-made-a-reference',
    client: 'kubectl-edit',
    steps: [patchAt('replace', `${webPointer}/env/1`, { name: 'PORT', valueFrom: { configMapKeyRef: { name: 'web', key: 'port' } } })],
    expected: [
      missing(`${web}.env[name="PORT"].value`),
      extra(`${web}.env[name="PORT"].valueFrom.configMapKeyRef.key`),
      extra(`${web}.env[name="PORT"].valueFrom.configMapKeyRef.name`),
    ],
  },
  {
    ...declared,
    name: 'volume-of-another-type',
    client: 'lens',
    steps: [patchAt('replace', `${podPointer}/volumes/0`, { name: 'config', secret: { secretName: 'web' } })],
    expected: [missing(`${pod}.volumes[name="config"].configMap`), extra(`${pod}.volumes[name="config"].secret.secretName`)],
  },
  {
    ...declared,
    name: 'probe-of-another-type',
    client: 'kubectl-edit',
    steps: [mergeContainer('web', { readinessProbe: { httpGet: null, tcpSocket: { port: 8080 } } })],
    expected: [missing(`${web}.readinessProbe.httpGet`), extra(`${web}.readinessProbe.tcpSocket.port`)],
  },
  {
    ...declared,
    name: 'container-renamed',
    client: 'kubectl-edit',
    steps: [patchAt('replace', `${podPointer}/containers/1/name`, 'gateway')],
    expected: [missing(`${pod}.containers[name="proxy"]`), extra(`${pod}.containers[name="gateway"]`)],
  },
  {
    ...declared,
    name: 'declared-false-removed',
    client: 'kubectl-edit',
    steps: [mergeContainer('web', { securityContext: { allowPrivilegeEscalation: null } })],
    expected: [missing(`${web}.securityContext.allowPrivilegeEscalation`)],
  },
  {
    ...declared,
    name: 'declared-true-made-false',
    client: 'kubectl-patch',
    steps: [mergeContainer('web', { securityContext: { readOnlyRootFilesystem: false } })],
    expected: [changed(`${web}.securityContext.readOnlyRootFilesystem`)],
  },
  {
    ...declared,
    name: 'whole-security-context-removed',
    client: 'lens',
    steps: [patchAt('remove', `${webPointer}/securityContext`)],
    expected: [missing(`${web}.securityContext`)],
  },
  {
    ...declared,
    name: 'node-selector-removed',
    client: 'lens',
    steps: [patchAt('remove', `${podPointer}/nodeSelector`)],
    expected: [missing(`${pod}.nodeSelector.zone`)],
  },
  {
    ...declared,
    name: 'all-labels-removed',
    client: 'curl',
    steps: [patchAt('remove', '/metadata/labels')],
    expected: [missing('.metadata.labels.app'), missing('.metadata.labels.tier'), missing('.metadata.labels.marker')],
  },
  {
    ...declared,
    name: 'two-people-at-once',
    client: 'k9s',
    steps: [mergeContainer('web', { image: 'registry.example/web:2' }), mergeStrategically({ spec: { replicas: 7 } })],
    expected: [changed(`${web}.image`), changed('.spec.replicas')],
  },
  {
    ...silent,
    name: 'service-links-off',
    client: 'kubectl-patch',
    steps: [mergePodSpec({ enableServiceLinks: false })],
    expected: [extra(`${pod}.enableServiceLinks`)],
  },
  {
    ...silent,
    name: 'mount-made-read-only',
    client: 'kubectl-edit',
    steps: [mergeContainer('web', { volumeMounts: [{ mountPath: '/etc/web', readOnly: true }] })],
    expected: [extra(`${web}.volumeMounts[mountPath="/etc/web"].readOnly`)],
  },
  {
    ...silent,
    name: 'mode-of-files-set',
    client: 'browser',
    steps: [mergePodSpec({ volumes: [{ name: 'config', configMap: { defaultMode: 511 } }] })],
    expected: [extra(`${pod}.volumes[name="config"].configMap.defaultMode`)],
  },
  {
    ...silent,
    name: 'selected-items-of-a-volume',
    client: 'kubectl-edit',
    steps: [mergePodSpec({ volumes: [{ name: 'config', configMap: { items: [{ key: 'a', path: 'b' }] } }] })],
    expected: [extra(`${pod}.volumes[name="config"].configMap.items`)],
  },
  {
    ...silent,
    name: 'surge-of-a-set-left-alone',
    target: 'daemon-set',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { minReadySeconds: 30 } })],
    expected: [extra('.spec.minReadySeconds')],
  },
  {
    ...silent,
    name: 'node-port-chosen',
    target: 'service',
    client: 'kubectl-edit',
    steps: [mergeStrategically({ spec: { type: 'NodePort', externalTrafficPolicy: 'Local' } })],
    expected: [extra('.spec.type'), extra('.spec.externalTrafficPolicy')],
  },
  {
    ...silent,
    name: 'token-secret-of-account',
    target: 'service-account',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ secrets: [{ name: 'mine' }] })],
    expected: [extra('.secrets[name="mine"]')],
  },
  {
    ...silent,
    name: 'claims-kept-no-more',
    target: 'stateful-set',
    client: 'kubectl-patch',
    steps: [mergeStrategically({ spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete' } } })],
    expected: [extra('.spec.persistentVolumeClaimRetentionPolicy.whenDeleted')],
  },
  {
    ...silent,
    name: 'binary-entry-added',
    target: 'config-map',
    client: 'curl',
    steps: [mergeStrategically({ binaryData: { blob: 'AAEC' } })],
    expected: [extra('.binaryData.blob')],
  },
  {
    ...silent,
    name: 'short-name-added',
    target: 'custom-resource-definition',
    client: 'kubectl-edit',
    steps: [merge({ spec: { names: { shortNames: ['gg'] } } })],
    expected: [extra('.spec.names.shortNames')],
  },
  {
    ...declared,
    name: 'resource-quantity-changed',
    target: 'custom-resource',
    client: 'kubectl-edit',
    steps: [merge({ spec: { memory: '2Gi' } })],
    expected: [changed('.spec.memory')],
  },
  {
    ...declared,
    // An autoscaler corrects what is beyond its bounds within seconds, except for zero, which switches it off.
    name: 'scaled-to-zero-despite-autoscaler',
    target: 'scaled-deployment',
    client: 'kubectl-scale',
    steps: [scaleTo(0)],
    expected: [changed('.spec.replicas')],
    untraced: ['client-side-apply', 'server-side-apply', 'create'],
  },
  // What follows changes nothing that matters, so nothing may be reported.
  { ...silent, name: 'scaled-by-its-autoscaler', target: 'scaled-deployment', client: 'kubectl-scale', steps: [scaleTo(5)], expected: [] },
  {
    ...silent,
    name: 'resource-quantity-spelled-otherwise',
    target: 'custom-resource',
    client: 'kubectl-edit',
    steps: [merge({ spec: { memory: '1024Mi' } })],
    expected: [],
  },
  {
    ...silent,
    name: 'quantity-spelled-otherwise',
    client: 'kubectl-edit',
    steps: [mergeContainer('web', { resources: { limits: { cpu: '1000m', memory: '0.5Gi' } } })],
    expected: [],
  },
  {
    ...silent,
    name: 'containers-reordered',
    client: 'browser',
    steps: [
      {
        do: 'put',
        change: (live) =>
          JSON.parse(JSON.stringify(live), (key, value: unknown) => (key === 'containers' ? [...(value as unknown[])].reverse() : value)),
      },
    ],
    expected: [],
  },
  {
    ...silent,
    name: 'default-set-by-hand',
    client: 'kubectl-patch',
    steps: [
      mergePodSpec({ schedulerName: 'default-scheduler', restartPolicy: 'Always' }),
      mergeStrategically({ spec: { progressDeadlineSeconds: 600 } }),
    ],
    expected: [],
  },
];
