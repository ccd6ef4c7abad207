import type { CheckBook } from '../incident/check-book.ts';
import { isAboutCheck } from '../incident/sighting.ts';
import { compareText } from '../kube-object.ts';
import { type CheckHistory, type HistoryDay, type HistoryPoint, isReading, KEEP_DAYS, MOST_RECENT } from './check-history.ts';
import { countLives, mergeLives } from './count-lives.ts';
import { countMissed } from './count-missed.ts';
import { dayOf, shiftDay } from './days.ts';

/** What a run leaves in the history of its check. `book`: as it is after that run. */
export interface HistoryEntry {
  readonly point: HistoryPoint;
  readonly book: CheckBook;
  /** Of the schedule; absent where the check has none: then no run is missed. */
  readonly everyMinutes?: number | undefined;
}

/**
 * The history of a check with one more run. The same run again gives an equal history; one that is older than the runs that are kept one by one is left
 * out, since its day can no longer be counted anew.
 */
export function addPoint(before: CheckHistory | undefined, { point, book, everyMinutes }: HistoryEntry): CheckHistory {
  const earlier = before?.points ?? [];
  const first = earlier[0];
  if (before !== undefined && first !== undefined && dayOf(point.at) < dayOf(first.at)) return before;
  const points = insertPoint(earlier, point);
  const days = new Map((before?.days ?? []).map((day) => [day.day, day]));
  if (!earlier.some(({ at }) => at === point.at)) countGaps(days, points, point, everyMinutes);
  const today = dayOf(point.at);
  days.set(today, countDay(days.get(today) ?? { day: today, runs: 0 }, points));
  // A run opens and resolves at its own time: nothing before the newest run that was known changes.
  const since = dayOf(earlier.at(-1)?.at ?? point.at);
  for (const [day, lives] of countLives(book, since))
    days.set(day, { ...(days.get(day) ?? { day, runs: 0 }), ...mergeLives(days.get(day) ?? {}, lives) });
  const newest = dayOf(points.at(-1)?.at ?? point.at);
  const forgotten = shiftDay(newest, -KEEP_DAYS);
  return {
    schemaVersion: 1,
    check: book.check,
    cluster: book.cluster,
    ...(book.environment === undefined ? {} : { environment: book.environment }),
    ...(everyMinutes === undefined ? {} : { everyMinutes }),
    since: before !== undefined && Date.parse(before.since) <= Date.parse(point.at) ? before.since : point.at,
    open: book.entries.filter(({ state, phase, type }) => state === 'open' && phase === 'drift' && !isAboutCheck(type)).length,
    points: keepRecent(points, shiftDay(newest, -1)),
    days: [...days.values()]
      .filter(({ day }) => day > forgotten)
      .sort((a, b) => compareText(a.day, b.day))
      .map(orderDay),
  };
}

function insertPoint(earlier: readonly HistoryPoint[], point: HistoryPoint): HistoryPoint[] {
  const at = Date.parse(point.at);
  const others = earlier.filter((each) => each.at !== point.at);
  const index = others.findLastIndex((each) => Date.parse(each.at) <= at) + 1;
  return [...others.slice(0, index), point, ...others.slice(index)];
}

/** Every point of a day that has one is among `points`. */
function countDay(
  { runs: _runs, partial: _partial, failed: _failed, last: _last, ...row }: HistoryDay,
  points: readonly HistoryPoint[],
): HistoryDay {
  const own = points.filter(({ at }) => dayOf(at) === row.day);
  const readings = own.filter(isReading);
  const partial = readings.filter(({ gaps }) => gaps > 0).length;
  const failed = own.length - readings.length;
  const last = readings.at(-1);
  return {
    ...row,
    runs: readings.length,
    ...(partial > 0 ? { partial } : {}),
    ...(failed > 0 ? { failed } : {}),
    ...(last === undefined ? {} : { last }),
  };
}

/** Counts anew what was missed around a run that was not known: in the days themselves. */
function countGaps(
  days: Map<string, HistoryDay>,
  points: readonly HistoryPoint[],
  point: HistoryPoint,
  everyMinutes: number | undefined,
): void {
  if (everyMinutes === undefined) return;
  const at = points.indexOf(point);
  const [before, after] = [points[at - 1]?.at, points[at + 1]?.at];
  const add = (from: string | undefined, to: string | undefined, sign: 1 | -1): void => {
    if (from === undefined || to === undefined) return;
    for (const [day, count] of countMissed(from, to, everyMinutes)) {
      const { missed = 0, ...row } = days.get(day) ?? { day, runs: 0 };
      const left = Math.max(0, missed + sign * count);
      days.set(day, left > 0 ? { ...row, missed: left } : row);
    }
  };
  add(before, after, -1);
  add(before, point.at, 1);
  add(point.at, after, 1);
}

/** Whole days only, so that each can be counted anew. */
function keepRecent(points: readonly HistoryPoint[], from: string): HistoryPoint[] {
  const oldest = points[Math.max(0, points.length - MOST_RECENT)];
  const first = oldest === undefined || dayOf(oldest.at) > from ? from : dayOf(oldest.at);
  return points.filter(({ at }) => dayOf(at) >= first);
}

/** The same day is the same bytes, however it came to be. */
function orderDay({ day, runs, partial, failed, missed, last, opened, resolved, detect, resolve, managers }: HistoryDay): HistoryDay {
  return {
    day,
    runs,
    ...(partial === undefined ? {} : { partial }),
    ...(failed === undefined ? {} : { failed }),
    ...(missed === undefined ? {} : { missed }),
    ...(last === undefined ? {} : { last }),
    ...(opened === undefined ? {} : { opened }),
    ...(resolved === undefined ? {} : { resolved }),
    ...(detect === undefined ? {} : { detect }),
    ...(resolve === undefined ? {} : { resolve }),
    ...(managers === undefined ? {} : { managers }),
  };
}
