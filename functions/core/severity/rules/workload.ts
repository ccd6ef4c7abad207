import type { SeverityRule } from '../severity-rule.ts';

const RUNNING = [
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Pod',
  'Rollout.argoproj.io',
  'Service.serving.knative.dev',
];
/** What carries a delivery of its own: with it a whole application comes or goes. */
const DELIVERIES = [
  'Application.argoproj.io',
  'ApplicationSet.argoproj.io',
  'Kustomization.kustomize.toolkit.fluxcd.io',
  'HelmRelease.helm.toolkit.fluxcd.io',
];
const PROCESS = ['command/**', 'args/**', 'workingDir', 'lifecycle/**'].flatMap((field) => [
  `containers/[]/${field}`,
  `initContainers/[]/${field}`,
]);

/** What runs at all. */
export const workload: SeverityRule = {
  name: 'workload',
  about: 'Something runs that git does not declare, does not run, or runs another program.',
  signs: [
    { of: 'unmanaged', kinds: ['DaemonSet'], level: 'high', why: 'runs on every node' },
    { of: 'unmanaged', kinds: RUNNING, level: 'medium', why: 'runs, and is in no repository' },
    { of: 'unmanaged', kinds: DELIVERIES, level: 'high', why: 'delivers what git does not ask for' },
    { of: 'unmanaged', kinds: ['CustomResourceDefinition'], level: 'medium', why: 'brings a kind of its own' },
    { of: 'missing', kinds: [...RUNNING, 'DaemonSet'], level: 'high', why: 'does not run' },
    { of: 'missing', kinds: DELIVERIES, level: 'high', why: 'delivers nothing' },
    { of: 'missing', kinds: ['Namespace', 'CustomResourceDefinition'], level: 'high', why: 'is missing, and so is all that needs it' },
    { of: 'field', at: PROCESS, level: 'high', why: 'runs another program' },
  ],
};
