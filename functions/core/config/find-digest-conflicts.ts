import { isQuietTime } from '../alert/is-quiet-time.ts';
import { findSlot } from '../digest/find-slot.ts';
import type { ChannelType } from './channel-schema.ts';
import type { DigestConfig } from './digest-schema.ts';
import type { Conflict } from './find-conflicts.ts';
import type { RouteConfig } from './fleet-config.ts';

/** Channels that take no digest, and why. */
export const TAKES_NO_DIGEST: Readonly<Partial<Record<ChannelType, string>>> = {
  pagerduty: 'PagerDuty wakes whoever is on call',
  opsgenie: 'Opsgenie wakes whoever is on call',
  alertmanager: 'Alertmanager knows alerts that fire and end, and nothing else',
  github: 'an issue of GitHub is about one incident',
  gitlab: 'an issue of GitLab is about one incident',
};

/** What contradicts itself in the digests of a route. */
export function findDigestConflicts(path: readonly PropertyKey[], route: RouteConfig): Conflict[] {
  const { digests = [], incidents = 'each', channel } = route;
  const reason = TAKES_NO_DIGEST[channel.type];
  if (digests.length === 0) {
    if (incidents === 'each') return [];
    return [{ path: [...path, 'incidents'], message: 'a route without digests that is told no incident is told nothing' }];
  }
  if (reason !== undefined) {
    const message = `a channel ${channel.type} takes no digest: ${reason}. Give the digest a route of its own, with \`incidents: none\``;
    return [{ path: [...path, 'digests'], message }];
  }
  return digests.flatMap((digest, i): Conflict[] => {
    const at = [...path, 'digests', i];
    if (digests.findIndex(({ every }) => every === digest.every) !== i)
      return [{ path: [...at, 'every'], message: `is there twice: ${digest.every}` }];
    if (!isAlwaysQuiet(digest, route)) return [];
    return [{ path: [...at, 'at'], message: 'lies in the quiet hours of the route every time' }];
  });
}

/** Two weeks without a change of clocks anywhere. */
const SAMPLE = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18].map((day) => new Date(Date.UTC(2026, 0, day, 23, 59)).toISOString());

function isAlwaysQuiet(digest: DigestConfig, { quiet }: RouteConfig): boolean {
  return SAMPLE.every((now) => isQuietTime(quiet, findSlot(digest, now).at));
}
