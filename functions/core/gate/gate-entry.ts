import type { Difference } from '../difference.ts';
import type { ObjectRef } from '../kube-object.ts';
import type { Severity } from '../severity/severity.ts';

/** What becomes of a departure at a release. Each belongs to one group: see `groupOf`. */
export type GateFate =
  /** Git gains the object, and the cluster lacks it. */
  | 'creates'
  /** Git moves here, and the cluster is still as git said before. */
  | 'changes'
  /** Git said so before already, and it has not been applied yet. */
  | 'pending'
  /** Git no longer declares the object: gone where the delivery prunes, unmanaged where it does not. */
  | 'withdraws'
  /** The cluster departs, and the release says nothing new there. */
  | 'untouched'
  /** The cluster departs, and git moves at the same place to something else: what was done by hand is lost. */
  | 'overwritten'
  /** The cluster departed from what git said before, and is what git says now. */
  | 'adopted';

export type GateGroup = 'will-change' | 'drifted' | 'adopted';

/** Departures of one object that share their fate. */
export interface GateEntry {
  readonly fate: GateFate;
  /** The report that tells it with its values: of the proposed revision, or of the base where that alone knows. */
  readonly side: 'proposed' | 'base';
  readonly type: Difference['type'];
  readonly ref: ObjectRef;
  /** The fields, as text; absent where it is the whole object. */
  readonly fields?: readonly string[];
}

/** An entry as a report has it: with how much what it tells of matters. */
export interface JudgedEntry extends GateEntry {
  readonly severity: Severity;
}

/** Only `drifted` fails a gate. What git has adopted is no drift to a check of the proposed revision either. */
export function groupOf(fate: GateFate): GateGroup {
  switch (fate) {
    case 'creates':
    case 'changes':
    case 'pending':
    case 'withdraws':
      return 'will-change';
    case 'untouched':
    case 'overwritten':
      return 'drifted';
    case 'adopted':
      return 'adopted';
  }
}

/** How many departures an entry stands for: each field is one, and so is a whole object. */
export function countDepartures(entries: readonly GateEntry[]): number {
  return entries.reduce((sum, { fields }) => sum + (fields?.length ?? 1), 0);
}
