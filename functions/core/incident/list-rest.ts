import { describeEnding } from '../alert/describe-ending.ts';
import { formatRef } from '../kube-object.ts';
import type { CheckBook } from './check-book.ts';
import type { ListedAccepted, ListedDeparture } from './incident-request.ts';
import { minutesBetween } from './moments.ts';
import type { Snooze } from './snooze.ts';

const MOST = 200;
/** How long what is over is listed. */
const RECENT_MINUTES = 3 * 24 * 60;

/** What has not lasted for long enough to be an incident, the oldest first. */
export function listPending(books: readonly CheckBook[]): ListedDeparture[] {
  return books
    .flatMap(({ cluster, entries }) =>
      entries
        .filter(({ state, absentSince }) => state === 'pending' && absentSince === undefined)
        .map(({ ref, severity, firstSeen }): ListedDeparture => ({ cluster, object: formatRef(ref), severity, since: firstSeen })),
    )
    .sort((a, b) => Date.parse(a.since) - Date.parse(b.since))
    .slice(0, MOST);
}

/** What was open and is over, of the last three days, the latest first, with how it ended. */
export function listOver(books: readonly CheckBook[], now: string): ListedDeparture[] {
  return books
    .flatMap(({ cluster, closed }) =>
      closed.flatMap(({ ref, severity, openedAt, resolvedAt, endings = [] }): ListedDeparture[] => {
        if (ref === undefined || minutesBetween(resolvedAt, now) > RECENT_MINUTES) return [];
        const how = endings.map((ending) => describeEnding(ending, now));
        return [{ cluster, object: formatRef(ref), severity, since: openedAt, resolvedAt, endings: how }];
      }),
    )
    .sort((a, b) => Date.parse(b.resolvedAt ?? '') - Date.parse(a.resolvedAt ?? ''))
    .slice(0, MOST);
}

/** What the configuration accepts, in its order, and whether that holds. `digests`: of the incidents that are open. */
export function listAcceptedStates(accepted: readonly Snooze[], digests: ReadonlyMap<string, string>, now: string): ListedAccepted[] {
  return accepted.map(({ incident, digest, until, reason, owner }) => ({
    incident,
    until,
    reason,
    owner,
    state: judge(incident, digest, until),
  }));

  function judge(incident: string, digest: string, until: string): ListedAccepted['state'] {
    if (Date.parse(until) <= Date.parse(now)) return 'expired';
    const open = digests.get(incident);
    if (open === undefined) return 'unknown';
    return open === digest ? 'holds' : 'outdated';
  }
}
