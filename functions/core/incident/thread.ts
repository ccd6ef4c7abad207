import type { SeverityLevel } from '../severity/severity.ts';
import type { Incident } from './incident.ts';
import type { Snooze } from './snooze.ts';

/**
 * What happens to an incident, as people are told of it. `snoozed`: somebody has it, which is news only to a channel that can say so of what it has
 * said. `snooze-ended`: it is told of again, unchanged.
 */
export type AlertType = 'opened' | 'changed' | 'reminder' | 'snoozed' | 'snooze-ended' | 'resolved';

/** A message that was decided on, and whose delivery is not confirmed yet. */
export interface PendingAlert {
  /** The same at every attempt. */
  readonly id: string;
  readonly type: AlertType;
  /** Only what can be updated in place is: nobody needs a new message for it. */
  readonly quiet: boolean;
  readonly decidedAt: string;
  /** Of `snoozed`: who has it, until when and why. */
  readonly snooze?: Pick<Snooze, 'until' | 'owner' | 'reason'>;
  /** The first news since a snooze was told: whoever was told that somebody has it must hear that nobody has. */
  readonly afterSnooze?: true;
  /** Members by key, against the message before. Lists are cut at `MOST_MEMBERS`. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Attempts that were begun. */
  readonly attempts: number;
  /** Until then the one who claimed it is at it, or waits. */
  readonly claimedUntil: string;
}

/** What one route was told of one incident. */
export interface Thread {
  readonly route: string;
  readonly incident: string;
  readonly state: 'open' | 'resolved';
  /** How often it was opened. */
  readonly generation: number;
  readonly openedAt: string;
  readonly resolvedAt?: string;
  readonly severity: SeverityLevel;
  /** Of the last message. */
  readonly title: string;
  readonly onset?: string;
  readonly about: Incident['type'];
  /** Clusters of the last message, at most `MOST_MEMBERS`. */
  readonly clusters: readonly string[];
  /** Of those clusters, sorted. Absent: not told, by threads of earlier versions too. */
  readonly environments?: readonly string[];
  readonly told: {
    readonly at: string;
    readonly digest: string;
    readonly count: number;
    /** Digests by key of the members that were told, at most `MOST_MEMBERS`. */
    readonly members: Readonly<Record<string, string>>;
  };
  readonly messages: number;
  /** The last snooze that was told, as `identifySnooze` names it, and whether nothing has been told since. */
  readonly snoozed?: { readonly by: string; readonly isLast: boolean };
  readonly reminders: number;
  /** The last attempt to deliver, while it is not confirmed. */
  readonly pending?: PendingAlert;
  /** What the channel needs to find its message again, as it gave it. */
  readonly receipt?: Readonly<Record<string, string>>;
}

/** Members that a thread remembers by name. Of more, only their number and digest. */
export const MOST_MEMBERS = 200;
