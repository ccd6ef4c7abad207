import { usageError } from './parse-arguments.ts';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** A time as people give it to `--at`: RFC 3339, a day (its end, UTC), or an age like `90m`, `3h`, `2d`. Returns RFC 3339. */
export function parseTime(text: string, now: string): string {
  const [, count, unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(Date.parse(now) - Number(count) * (UNITS[unit] ?? 0)).toISOString();
  const instant = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text;
  // A time without its zone is another time on another machine.
  if (!INSTANT.test(instant) || Number.isNaN(Date.parse(instant)))
    throw usageError('report', `--at ${text}: a time is written like 2026-11-04T03:00:00Z, 2026-11-04, 3h or 2d`);
  return new Date(instant).toISOString();
}
