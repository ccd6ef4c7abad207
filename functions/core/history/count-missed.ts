import { minutesBetween } from '../incident/moments.ts';
import { dayOf } from './days.ts';

/** A gap longer than this many runs is counted as so many: what did not run for years has nothing more to say. */
const MOST = 10_000;

/** Runs that a schedule had between two that came, by day. `everyMinutes` is the longest time between two runs, so a shorter gap misses none. */
export function countMissed(from: string, to: string, everyMinutes: number): ReadonlyMap<string, number> {
  const missed = Math.min(MOST, Math.round(minutesBetween(from, to) / everyMinutes) - 1);
  const counts = new Map<string, number>();
  for (let nth = 1; nth <= missed; nth++) {
    const day = dayOf(new Date(Date.parse(from) + nth * everyMinutes * 60_000).toISOString());
    counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return counts;
}
