import type { DigestConfig, DigestPeriod } from '../config/digest-schema.ts';
import { addMinutes, minutesBetween } from '../incident/moments.ts';
import { findSlot } from './find-slot.ts';
import type { Watermark } from './watermark.ts';

/** A digest that was decided on, and whose delivery is not confirmed yet. */
export interface PendingDigest {
  /** The same at every attempt. */
  readonly id: string;
  /** Up to when it tells; what happened later belongs to the next one, also where this one is sent late. */
  readonly to: string;
  readonly covered: Watermark['checks'];
  readonly attempts: number;
  /** Until then the one who claimed it is at it, or waits. */
  readonly claimedUntil: string;
}

/** What one route was told by its daily or weekly digest. */
export interface DigestState {
  readonly route: string;
  readonly every: DigestPeriod;
  /** Up to when it was told, and what was known then. `covered` absent: of its first digest, which looks back by the clock. */
  readonly to: string;
  readonly covered?: Watermark['checks'];
  readonly pending?: PendingDigest;
}

export interface DigestDecision {
  readonly route: string;
  readonly schedule: DigestConfig;
  readonly state: DigestState | undefined;
  /** What is known now. */
  readonly covered: Watermark['checks'];
  readonly isQuietTime: boolean;
  readonly now: string;
}

/** How long the one who decided on a digest has to deliver it. */
const CLAIM_MINUTES = 5;
/** The first digest of a route comes when it is due, and not at once because some time lies in the past. */
const FIRST_MINUTES = 60;

/**
 * The state with the digest that is due in it, or undefined where none is. The caller stores it first (on condition that nobody else has), then sends,
 * then stores `confirmDigest`. One that could not be sent when it was due, or not in quiet hours, is made up for, and begins where the last one ended.
 */
export function decideDigest({ route, schedule, state, covered, isQuietTime, now }: DigestDecision): DigestState | undefined {
  if (isQuietTime) return undefined;
  const { every } = schedule;
  if (state?.pending !== undefined) {
    const { pending } = state;
    if (Date.parse(now) < Date.parse(pending.claimedUntil)) return undefined;
    return { ...state, pending: { ...pending, attempts: pending.attempts + 1, claimedUntil: addMinutes(now, CLAIM_MINUTES) } };
  }
  const slot = findSlot(schedule, now);
  const told = state ?? { route, every, to: slot.before };
  if (state === undefined && minutesBetween(slot.at, now) > FIRST_MINUTES) return undefined;
  if (Date.parse(slot.at) <= Date.parse(told.to)) return undefined;
  const id = `digest-${route}-${every}-${slot.at}`;
  return { ...told, pending: { id, to: now, covered, attempts: 1, claimedUntil: addMinutes(now, CLAIM_MINUTES) } };
}

/** The state once the digest has been delivered, or there was nothing to deliver. */
export function confirmDigest({ pending, ...state }: DigestState): DigestState {
  return pending === undefined ? state : { ...state, to: pending.to, covered: pending.covered };
}

/** The state once an attempt has failed: the digest is tried again, later each time. */
export function postponeDigest(state: DigestState, now: string): DigestState {
  const { pending } = state;
  if (pending === undefined) return state;
  return { ...state, pending: { ...pending, claimedUntil: addMinutes(now, Math.min(60, 2 ** Math.min(6, pending.attempts))) } };
}
