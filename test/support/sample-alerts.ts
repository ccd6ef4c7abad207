import type { Alert, AlertDifference } from '../../functions/core/alert/alert.ts';
import type { AlertType } from '../../functions/core/incident/thread.ts';

/** A person who changed replicas and an image by hand. */
export const SAMPLE_DIFFERENCES: readonly AlertDifference[] = [
  {
    cluster: 'prod-eu',
    object: 'Deployment.apps shop/web',
    at: '.spec.template.spec.containers[name="web"].image',
    type: 'changed',
    desired: 'registry.example.com/shop/web:2.14.0',
    live: 'registry.example.com/shop/web:hotfix-1',
    severity: 'high',
    manager: 'kubectl-edit',
    managerClass: 'person',
    since: '2026-11-04T00:02:11Z',
    file: 'deploy/shop/web.yaml:31',
    fileUrl: 'https://git.example.com/shop/manifests/blob/3f2a9c1d5b/deploy/shop/web.yaml#L31',
  },
  {
    cluster: 'prod-eu',
    object: 'Deployment.apps shop/web',
    at: '.spec.template.spec.containers[name="web"].livenessProbe',
    type: 'missing',
    desired: '{"httpGet":{"path":"/healthz","port":8080}}',
    severity: 'high',
    manager: 'kubectl-edit',
    managerClass: 'person',
    since: '2026-11-04T00:02:11Z',
    file: 'deploy/shop/web.yaml:38',
    fileUrl: 'https://git.example.com/shop/manifests/blob/3f2a9c1d5b/deploy/shop/web.yaml#L38',
  },
  {
    cluster: 'prod-eu',
    object: 'ConfigMap shop/web-debug',
    type: 'extra',
    severity: 'low',
    manager: 'kubectl-create',
    managerClass: 'person',
    since: '2026-11-04T00:05:40Z',
  },
];

const RESTORE = `kubectl patch deployment.apps/web -n shop --type=strategic -p '{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"registry.example.com/shop/web:2.14.0","livenessProbe":{"httpGet":{"path":"/healthz","port":8080}}}]}}}}'
kubectl delete configmap/web-debug -n shop`;

const ADOPT = `deploy/shop/web.yaml:31  .spec.template.spec.containers[name="web"].image: "registry.example.com/shop/web:2.14.0" → "registry.example.com/shop/web:hotfix-1"
deploy/shop/web.yaml:38  .spec.template.spec.containers[name="web"].livenessProbe: remove
kubectl get configmap/web-debug -n shop -o yaml  # and commit it, without status and managedFields`;

/** One alert of an incident; `overrides` wins. */
export function buildAlert(overrides: Partial<Alert> = {}): Alert {
  const message: Readonly<Record<AlertType, number>> = { opened: 1, changed: 2, reminder: 3, 'snooze-ended': 4, resolved: 5, snoozed: 7 };
  const type = overrides.type ?? 'opened';
  return {
    id: `pl-7b2c9d4e1f-1-${message[type]}`,
    thread: 'team-shop/pl-7b2c9d4e1f',
    incident: 'pl-7b2c9d4e1f',
    type,
    quiet: false,
    generation: 1,
    route: 'team-shop',
    title: '2 objects have drifted in prod-eu',
    severity: 'high',
    why: 'runs an image that git does not name',
    about: 'drift',
    flapping: false,
    clusters: ['prod-eu'],
    environments: ['prod'],
    namespaces: ['shop'],
    teams: ['shop'],
    counts: { objects: 2, added: 2, changed: 0, removed: 0 },
    differences: SAMPLE_DIFFERENCES,
    added: ['Deployment.apps shop/web', 'ConfigMap shop/web-debug'],
    changed: [],
    removed: [],
    endings: [],
    at: '2026-11-04T03:12:09.000Z',
    openedAt: '2026-11-04T00:15:00.000Z',
    onset: '2026-11-04T00:02:11Z',
    commits: [
      {
        source: 'shop',
        commit: '3f2a9c1d5b7e4f60918273645546372819a0b1c2',
        url: 'https://git.example.com/shop/manifests/commit/3f2a9c1d5b7e4f60918273645546372819a0b1c2',
      },
    ],
    reportUrl: 'https://plumbline.example.com/reports/prod-eu/2026-11-04/031209Z.html',
    commands: {
      report: 'plumbline report prod-eu --from s3://my-reports',
      check: 'plumbline gate --cluster prod-eu',
      snooze: 'plumbline snooze pl-7b2c9d4e1f --until 2d --reason "…"',
    },
    restore: { does: 'Put git back', text: RESTORE },
    adopt: { does: 'Adopt it into git', text: ADOPT },
    ...overrides,
  };
}

/** What is told of one incident from its beginning to its end. */
export function buildStory(overrides: Partial<Alert> = {}): readonly [Alert, Alert, Alert, Alert, Alert] {
  const changed: Partial<Alert> = {
    title: '3 objects have drifted in prod-eu',
    counts: { objects: 3, added: 1, changed: 1, removed: 0 },
    added: ['Service shop/web'],
    changed: ['Deployment.apps shop/web'],
    at: '2026-11-04T04:00:00.000Z',
  };
  const { restore: _restore, adopt: _adopt, ...over } = buildAlert({ ...overrides, type: 'resolved' });
  return [
    buildAlert(overrides),
    buildAlert({ ...changed, ...overrides, type: 'changed' }),
    buildAlert({
      ...changed,
      counts: { objects: 2, added: 0, changed: 0, removed: 1 },
      ...overrides,
      type: 'changed',
      quiet: true,
      id: 'pl-7b2c9d4e1f-1-6',
    }),
    buildAlert({ ...changed, at: '2026-11-05T04:00:00.000Z', ...overrides, type: 'reminder' }),
    {
      ...over,
      differences: [],
      counts: { objects: 0, added: 0, changed: 0, removed: 2 },
      added: [],
      removed: ['Deployment.apps shop/web', 'ConfigMap shop/web-debug'],
      endings: ["put back by argocd-controller at 09:26:04 UTC (git's value again)", 'deleted from the cluster'],
      at: '2026-11-05T09:30:00.000Z',
      resolvedAt: '2026-11-05T09:28:00.000Z',
    },
  ];
}

/** What no markup of any provider may take for markup, a mention or a link. */
export const HOSTILE =
  '<!channel> <@U1> @here @everyone *b* _i_ ~s~ `c` ```f``` [x](https://evil.example/a) <https://evil.example|y> <b>h</b> <at>all</at> {{DATE(2026-01-01T00:00:00Z,SHORT)}} /close\n/assign @root <users/all> #1 a/b#2';

/** An alert about 10,000 objects with long and hostile texts wherever a cluster or git has a say. */
export function buildHugeAlert(overrides: Partial<Alert> = {}): Alert {
  const long = (i: number): string => `${HOSTILE.replace('\n', ' ')} ${i} ${'å€😀x'.repeat(400)}`;
  const names = Array.from({ length: 10_000 }, (_, i) => `ConfigMap ns-${i}/${long(i)}`);
  return buildAlert({
    title: `10,000 objects have drifted in ${long(0)}`,
    why: long(1),
    clusters: Array.from({ length: 300 }, (_, i) => `cluster-${i}-${long(i)}`),
    namespaces: names.slice(0, 1000),
    teams: names.slice(0, 500),
    counts: { objects: 10_000, added: 10_000, changed: 0, removed: 0 },
    differences: names.map((object, i) => ({
      cluster: `cluster-${i}-${long(i)}`,
      object,
      at: `.data["${long(i)}"]`,
      type: 'changed',
      desired: long(i),
      live: long(i + 1),
      severity: 'high',
      manager: long(i),
      managerClass: 'unrecognized',
      since: '2026-11-04T00:02:11Z',
      file: `deploy/${long(i)}.yaml:1`,
      fileUrl: `javascript:alert(${i})`,
    })),
    added: names.slice(0, 200),
    problem: long(3).repeat(50),
    commits: Array.from({ length: 300 }, (_, i) => ({ source: long(i), commit: '3f2a9c1d5b7e4f60918273645546372819a0b1c2' })),
    restore: { does: 'Restore', text: long(4).repeat(100) },
    adopt: { does: 'Adopt', text: long(5).repeat(100) },
    ...overrides,
  });
}
