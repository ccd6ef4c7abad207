/** Somebody's word that an incident is to be left alone as it is: until when, why, and who answers for it. */
export interface Snooze {
  readonly incident: string;
  /** The digest of what was snoozed: what changes afterwards is told. */
  readonly digest: string;
  /** RFC 3339. */
  readonly until: string;
  readonly reason: string;
  readonly owner: string;
  /** When it was said; empty where git does not tell. */
  readonly since: string;
}

/** `snoozed`: to be left alone. `expired`, `outdated`: it was, and its time is over, or the drift is another by now. */
export type SnoozeState = 'none' | 'snoozed' | 'expired' | 'outdated';

/** What tells a snooze from others of the same incident: each time that somebody says it is one. */
export function identifySnooze({ since, until, owner }: Snooze): string {
  return `${since} ${until} ${owner}`;
}

/** Whether an incident is snoozed. The digest counts over the whole fleet, whatever part of it a route covers. */
export function judgeSnooze(snooze: Snooze | undefined, digest: string, now: string): SnoozeState {
  if (snooze === undefined) return 'none';
  if (snooze.digest !== digest) return 'outdated';
  return Date.parse(now) < Date.parse(snooze.until) ? 'snoozed' : 'expired';
}
