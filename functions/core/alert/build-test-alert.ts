import type { Alert } from './alert.ts';

/** What a route is told to see whether it arrives: that it is a test, and at once that it is over, so that nothing stays open at its provider. */
export function buildTestAlert(route: string, type: 'opened' | 'resolved', at: string): Alert {
  return {
    id: `test-${route}-${at}-${type}`,
    thread: `test-${route}-${at}`,
    incident: 'pl-0000000000',
    type,
    quiet: false,
    generation: 1,
    route,
    title: `This is a test of the route ${route}: nothing has drifted`,
    severity: 'low',
    why: 'somebody asked for a test',
    about: 'drift',
    flapping: false,
    clusters: ['test'],
    environments: [],
    namespaces: [],
    teams: [],
    counts: { objects: 1, added: 1, changed: 0, removed: 0 },
    differences: [
      {
        cluster: 'test',
        object: 'Deployment.apps test/sample',
        at: '.spec.replicas',
        type: 'changed',
        desired: '2',
        live: '3',
        severity: 'low',
        manager: 'kubectl-scale',
        managerClass: 'person',
        since: at,
        file: 'deploy/sample.yaml:7',
      },
    ],
    added: [],
    changed: [],
    removed: [],
    endings: [],
    at,
    openedAt: at,
    ...(type === 'resolved' ? { resolvedAt: at } : {}),
    commits: [],
    commands: { report: 'plumbline report', check: 'plumbline gate --cluster NAME', snooze: 'plumbline incidents' },
  };
}
