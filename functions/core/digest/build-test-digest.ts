import { addMinutes } from '../incident/moments.ts';
import type { Digest } from './digest.ts';

/** What a route is sent to see whether digests arrive: that it is a test, and what one looks like. */
export function buildTestDigest(route: string, at: string): Digest {
  const hours = (n: number): string => addMinutes(at, -n * 60);
  const sample = { about: 'drift', clusters: ['test'], flapping: false } as const;
  return {
    id: `test-digest-${route}-${at}`,
    route,
    every: 'day',
    period: { from: hours(24), to: at },
    isTest: true,
    open: [
      {
        ...sample,
        id: 'pl-0000000000',
        severity: 'low',
        title: 'Deployment.apps test/sample has drifted in test',
        objects: 1,
        openedAt: hours(30),
      },
    ],
    opened: [],
    resolved: [
      {
        ...sample,
        id: 'pl-0000000001',
        severity: 'low',
        title: 'ConfigMap test/sample has drifted in test',
        objects: 1,
        openedAt: hours(5),
        resolvedAt: hours(3),
      },
    ],
    snoozed: [],
    expired: [],
    accepted: [],
    times: { toDetect: 12, detected: 1, toResolve: 120, resolved: 1 },
    timesBefore: { toDetect: undefined, detected: 0, toResolve: undefined, resolved: 0 },
    clusters: [{ cluster: 'test', state: 'read', compared: 2, declared: 2, unmanaged: 0, unchecked: 0, undecided: 0, readAt: at }],
    noisiest: { rules: [], managers: [] },
    rules: [],
    gaps: [],
    command: `plumbline digest --route ${route}`,
  };
}
