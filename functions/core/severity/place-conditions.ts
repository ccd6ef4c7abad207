import type { Place } from './list-places.ts';

/** Fits where the cluster has exactly this value. */
export function hasLive(...values: readonly (string | number | boolean)[]): (place: Place) => boolean {
  return ({ live }) => values.some((value) => value === live);
}

/** Fits where the cluster has `value`, or lacks its opposite that git sets: a flag whose absence means `value`. */
export function fallsTo(value: boolean): (place: Place) => boolean {
  return ({ live, desired }) => live === value || (live === undefined && desired === !value);
}

/** Fits where the cluster has a value, be it git's other one or one of its own. */
export function isThere({ type }: Place): boolean {
  return type !== 'missing';
}

/** Fits where the cluster lacks what git sets. */
export function isGone({ type }: Place): boolean {
  return type === 'missing';
}
