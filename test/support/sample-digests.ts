import type { Digest, DigestIncident } from '../../functions/core/digest/digest.ts';
import { HOSTILE } from './sample-alerts.ts';

const drift = { about: 'drift', flapping: false } as const;

/** A week of one team; `overrides` wins. */
export function buildSampleDigest(overrides: Partial<Digest> = {}): Digest {
  const web: DigestIncident = {
    ...drift,
    id: 'pl-7b2c9d4e1f',
    severity: 'high',
    title: '2 objects have drifted in prod-eu',
    clusters: ['prod-eu'],
    objects: 2,
    openedAt: '2026-11-04T00:15:00.000Z',
    onset: '2026-11-04T00:02:11Z',
  };
  const limits: DigestIncident = {
    ...drift,
    id: 'pl-0c51aa9e07',
    severity: 'medium',
    title: 'Deployment.apps shop/cart has drifted in 4 clusters',
    clusters: ['prod-eu', 'prod-us', 'prod-ap', 'stage'],
    objects: 4,
    openedAt: '2026-10-21T14:30:00.000Z',
    flapping: true,
  };
  const roles: DigestIncident = {
    ...drift,
    id: 'pl-e4417f20b6',
    severity: 'critical',
    title: 'ClusterRoleBinding.rbac.authorization.k8s.io temp-admin is in no repository in prod-us',
    clusters: ['prod-us'],
    objects: 1,
    openedAt: '2026-11-03T16:40:00.000Z',
    resolvedAt: '2026-11-03T18:05:00.000Z',
  };
  return {
    id: 'digest-team-shop-week-2026-11-09T07:00:00.000Z',
    route: 'team-shop',
    every: 'week',
    period: { from: '2026-11-02T07:00:12.000Z', to: '2026-11-09T07:00:09.000Z' },
    isTest: false,
    open: [web, limits],
    opened: [roles, web],
    resolved: [roles],
    snoozed: [
      {
        incident: 'pl-0c51aa9e07',
        title: limits.title,
        until: '2026-11-11T08:00:00Z',
        reason: 'fixed with release 2.15',
        owner: 'kim',
        by: 'command',
        outdated: false,
        endsSoon: true,
      },
    ],
    expired: [
      {
        incident: 'pl-7b2c9d4e1f',
        title: web.title,
        until: '2026-11-06T08:00:00Z',
        reason: 'hotfix until Friday',
        owner: 'ada',
        by: 'command',
        outdated: false,
        endsSoon: false,
      },
    ],
    accepted: [
      {
        incident: 'pl-5520cd11a8',
        until: '2027-01-31T23:59:59Z',
        reason: 'the old ingress goes with the migration',
        owner: 'team-shop',
        by: 'git',
        outdated: false,
        endsSoon: false,
      },
    ],
    times: { toDetect: 14, detected: 9, toResolve: 2310, resolved: 7 },
    timesBefore: { toDetect: 22, detected: 11, toResolve: 3120, resolved: 12 },
    clusters: [
      {
        cluster: 'stage',
        state: 'failed',
        compared: 412,
        declared: 412,
        unmanaged: 31,
        unchecked: 0,
        undecided: 0,
        readAt: '2026-11-08T22:15:04Z',
        problem: 'the API server did not answer within 10 s',
        since: '2026-11-08T22:30:00Z',
      },
      {
        cluster: 'prod-eu',
        state: 'partial',
        compared: 1188,
        declared: 1204,
        unmanaged: 17,
        unchecked: 1,
        undecided: 0,
        readAt: '2026-11-09T06:45:02Z',
      },
      {
        cluster: 'prod-us',
        state: 'read',
        compared: 1204,
        declared: 1204,
        unmanaged: 4,
        unchecked: 0,
        undecided: 0,
        readAt: '2026-11-09T06:45:07Z',
      },
    ],
    noisiest: {
      rules: [
        { name: 'image', incidents: 5, objects: 11 },
        { name: 'scale', incidents: 3, objects: 3 },
      ],
      managers: [
        { name: 'kubectl-edit', incidents: 4, objects: 8 },
        { name: 'kubectl-scale', incidents: 3, objects: 3 },
      ],
    },
    rules: [
      {
        rule: 'plumbline.yaml:41',
        problem: 'broad',
        message: 'has no path and let go of 64 objects: narrow it with path, kind or name (owner: platform)',
      },
      {
        rule: 'plumbline.yaml:18',
        problem: 'unused',
        message: 'matched nothing: delete it, or look whether what it selects is spelled right (owner: ada)',
      },
    ],
    gaps: [],
    command: 'plumbline digest --route team-shop --every week',
    ...overrides,
  };
}

/** A digest of a fleet where everything happens at once, with long and hostile texts wherever a cluster or git has a say. */
export function buildHugeDigest(): Digest {
  const long = (i: number): string => `${HOSTILE.replace('\n', ' ')} ${i} ${'å€😀x'.repeat(200)}`;
  const many = <T>(make: (i: number) => T): T[] => Array.from({ length: 5000 }, (_, i) => make(i));
  const { open, snoozed, clusters, rules } = buildSampleDigest();
  const [incident, snooze, cluster, rule] = [open[0], snoozed[0], clusters[0], rules[0]];
  if (incident === undefined || snooze === undefined || cluster === undefined || rule === undefined) throw new Error('the sample is whole');
  const incidents = many((i) => ({ ...incident, id: `pl-${i}`, title: long(i), clusters: [long(i)] }));
  const snoozes = many((i) => ({ ...snooze, title: long(i), reason: long(i), owner: long(i) }));
  const noise = many((i) => ({ name: long(i), incidents: i, objects: i })).slice(0, 10);
  return buildSampleDigest({
    open: incidents,
    opened: incidents,
    resolved: incidents.map((each) => ({ ...each, resolvedAt: '2026-11-08T00:00:00Z' })),
    snoozed: snoozes,
    expired: snoozes,
    accepted: snoozes,
    clusters: many((i) => ({ ...cluster, cluster: long(i), problem: long(i) })),
    noisiest: { rules: noise, managers: noise },
    rules: many((i) => ({ ...rule, rule: long(i), message: long(i) })),
    gaps: many(long),
  });
}
