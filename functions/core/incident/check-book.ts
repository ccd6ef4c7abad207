import type { Ending } from '../settled/settled.ts';
import { isAboutCheck, type Phase, type Reading, type Sighting } from './sighting.ts';

/**
 * What is known of one departure over time. `pending`: seen, and not yet for long enough; `open`: told, or to be told; `resolved`: gone, kept for a
 * while to recognise one that comes back.
 */
export interface Entry extends Sighting {
  readonly state: 'pending' | 'open' | 'resolved';
  readonly firstSeen: string;
  /** Since when it has been in its phase. */
  readonly phaseSince: string;
  /** The incident it belongs to from when it is opened: its cause, or the summary of its run. */
  readonly incident?: string;
  readonly openedAt?: string;
  readonly resolvedAt?: string;
  /** Since when it has not been seen. */
  readonly absentSince?: string;
  /** How it came to be gone, as far as the run that first missed it could tell. */
  readonly endings?: readonly Ending[];
  /** When it came back after it was gone, oldest first. */
  readonly returns: readonly string[];
  readonly flapping: boolean;
}

/** A departure that is over, for the figures of a digest. */
export interface ClosedEntry {
  readonly type: Sighting['type'];
  /** Absent in books of earlier versions. */
  readonly ref?: Sighting['ref'];
  readonly incident: string;
  readonly rule: string;
  readonly team?: string;
  readonly manager?: string;
  readonly severity: Sighting['severity'];
  readonly phase: Phase;
  readonly onset?: string;
  readonly openedAt: string;
  readonly resolvedAt: string;
  /** How it ended; absent where nobody could tell. */
  readonly endings?: readonly Ending[];
}

/** What is known of the departures of one check. Pure data; one per check is stored. */
export interface CheckBook {
  readonly check: string;
  readonly cluster: string;
  /** Of the cluster, as the last run was told; absent where nobody told. */
  readonly environment?: string;
  /** The last run in it, and its time. */
  readonly run: string;
  readonly at: string;
  readonly reportKey?: string;
  readonly coverage?: number | null;
  /** Of the last run that could read the cluster, which may be an earlier one; absent where none could, or in books of earlier versions. */
  readonly reading?: Reading;
  /** Sorted by object. */
  readonly entries: readonly Entry[];
  /** The latest, newest last; at most `MOST_CLOSED`. */
  readonly closed: readonly ClosedEntry[];
}

/** Closed departures that a book keeps for figures. */
export const MOST_CLOSED = 500;

/** Text that is equal exactly for the same departing thing of one check. */
export function entryKey({ type, ref }: Pick<Sighting, 'type' | 'ref'>): string {
  const about = isAboutCheck(type) ? type : 'object';
  return [about, ref.group, ref.kind, ref.namespace ?? '', ref.name].join('/');
}
