import type { CheckBook } from '../incident/check-book.ts';
import { listTimed } from '../incident/mean-times.ts';
import { minutesBetween } from '../incident/moments.ts';
import type { Durations, HistoryDay } from './check-history.ts';
import { dayOf } from './days.ts';

/** What a book knows of the drift that was opened and resolved on a day. Rollouts are no drift, and a check that failed is none. */
export type Lives = Pick<HistoryDay, 'opened' | 'resolved' | 'detect' | 'resolve' | 'managers'>;

/** The lives of the days from this one on; a day on which nothing was opened or resolved is not in it. */
export function countLives(book: CheckBook, since: string): ReadonlyMap<string, Lives> {
  const known = listTimed([book]).filter(({ openedAt, resolvedAt = openedAt }) => dayOf(resolvedAt) >= since);
  const opened = Map.groupBy(known, ({ openedAt }) => dayOf(openedAt));
  const resolved = Map.groupBy(
    known.flatMap(({ openedAt, resolvedAt }) => (resolvedAt === undefined ? [] : [{ openedAt, resolvedAt }])),
    ({ resolvedAt }) => dayOf(resolvedAt),
  );
  const days = [...new Set([...opened.keys(), ...resolved.keys()])].filter((day) => day >= since).sort();
  return new Map(
    days.map((day) => {
      const begun = opened.get(day) ?? [];
      const ended = resolved.get(day) ?? [];
      const detect = sum(
        begun.flatMap(({ onset, openedAt }) => (onset === undefined ? [] : [Math.max(0, minutesBetween(onset, openedAt))])),
      );
      const resolve = sum(ended.map(({ openedAt, resolvedAt }) => minutesBetween(openedAt, resolvedAt)));
      return [
        day,
        {
          ...(begun.length === 0 ? {} : { opened: begun.length, managers: countManagers(begun) }),
          ...(ended.length === 0 ? {} : { resolved: ended.length, resolve }),
          ...(detect[0] === 0 ? {} : { detect }),
        },
      ];
    }),
  );
}

/** Of two counts of one day the one that knows more: a book forgets what ended long ago. */
export function mergeLives(before: Lives, now: Lives): Lives {
  const { opened = 0, resolved = 0 } = before;
  const { opened: openedNow = 0, resolved: resolvedNow = 0 } = now;
  const begun = openedNow >= opened ? now : before;
  const ended = resolvedNow >= resolved ? now : before;
  return {
    ...(begun.opened === undefined ? {} : { opened: begun.opened }),
    ...(begun.managers === undefined ? {} : { managers: begun.managers }),
    ...(begun.detect === undefined ? {} : { detect: begun.detect }),
    ...(ended.resolved === undefined ? {} : { resolved: ended.resolved }),
    ...(ended.resolve === undefined ? {} : { resolve: ended.resolve }),
  };
}

function countManagers(begun: readonly { readonly manager?: string }[]): Record<string, number> {
  const counts = [...Map.groupBy(begun, ({ manager }) => manager ?? '')].map(([name, own]): [string, number] => [name, own.length]);
  return Object.fromEntries(counts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sum(minutes: readonly number[]): Durations {
  return [minutes.length, Math.round(minutes.reduce((total, each) => total + each, 0))];
}
