import type { CheckBook, ClosedEntry, Entry } from './check-book.ts';
import { minutesBetween } from './moments.ts';
import { isAboutCheck } from './sighting.ts';

/** How long it took, on average, in minutes; undefined where nothing is known to go by. `detected`, `resolved`: how many departures the figures rest on. */
export interface MeanTimes {
  /** From when the departure began, as the cluster's own records tell, to when it was open here. */
  readonly toDetect: number | undefined;
  readonly detected: number;
  /** From when it was open to when it was gone. */
  readonly toResolve: number | undefined;
  readonly resolved: number;
}

/** A span of time: what happened at `from` is in it, what happened at `to` is not. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Mean times of the drift that was opened, or resolved, in a period. Rollouts are no drift, and a check that failed is none. */
export function measureMeanTimes(books: readonly CheckBook[], period: Period): MeanTimes {
  const known = listTimed(books);
  const detections = known.flatMap(({ onset, openedAt }) =>
    onset !== undefined && isWithin(openedAt, period) ? [Math.max(0, minutesBetween(onset, openedAt))] : [],
  );
  const resolutions = known.flatMap(({ openedAt, resolvedAt }) =>
    resolvedAt !== undefined && isWithin(resolvedAt, period) ? [minutesBetween(openedAt, resolvedAt)] : [],
  );
  return { toDetect: mean(detections), detected: detections.length, toResolve: mean(resolutions), resolved: resolutions.length };
}

/** When a departure began, was open and was gone, as far as it is known. */
export type Timed = Pick<ClosedEntry, 'type' | 'phase' | 'onset' | 'openedAt' | 'manager'> & { readonly resolvedAt?: string };

/** The drift that these books know of and that was ever open. Rollouts are no drift, and a check that failed is none. */
export function listTimed(books: readonly CheckBook[]): Timed[] {
  return books
    .flatMap(({ entries, closed }): Timed[] => [...entries.flatMap(asOpened), ...closed])
    .filter(({ type, phase }) => phase === 'drift' && !isAboutCheck(type));
}

function asOpened({ type, state, phase, onset, openedAt, manager }: Entry): Timed[] {
  if (state !== 'open' || openedAt === undefined) return [];
  return [{ type, phase, openedAt, ...(onset === undefined ? {} : { onset }), ...(manager === undefined ? {} : { manager }) }];
}

function isWithin(time: string, { from, to }: Period): boolean {
  return minutesBetween(from, time) >= 0 && minutesBetween(time, to) > 0;
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
