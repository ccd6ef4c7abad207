import type { CheckHistory, HistoryDay } from './check-history.ts';

/** A history that was made of reports alone, with the runs that left none: they failed, and were no runs that never came. */
export function keepLost(rebuilt: CheckHistory, before: CheckHistory | undefined): CheckHistory {
  const known = new Map((before?.days ?? []).map((day) => [day.day, day]));
  const days = rebuilt.days.map((day): HistoryDay => {
    const { failed = 0, missed = 0, ...row } = day;
    const lost = Math.max(failed, known.get(day.day)?.failed ?? 0);
    const left = Math.max(0, missed - (lost - failed));
    const { day: name, runs, partial, ...rest } = row;
    return {
      day: name,
      runs,
      ...(partial === undefined ? {} : { partial }),
      ...(lost > 0 ? { failed: lost } : {}),
      ...(left > 0 ? { missed: left } : {}),
      ...rest,
    };
  });
  return { ...rebuilt, days };
}
