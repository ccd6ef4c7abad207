import { usageError } from './parse-arguments.ts';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Who asked for a time: the command, and the option as it was typed, `--at 3h`. `day`: what a day alone stands for, its end where not told. */
export interface TimeQuestion {
  readonly command: string;
  readonly asked: string;
  readonly day?: 'begin' | 'end';
}

/** A time as people give it: RFC 3339, a day (UTC), or an age like `90m`, `3h`, `2d`, `1w`. Returns RFC 3339. Throws PlumblineError `usage`. */
export function parseTime(text: string, now: string, { command, asked, day = 'end' }: TimeQuestion): string {
  const time = findTime(text, now, day);
  // A time without its zone is another time on another machine.
  if (time === undefined) throw usageError(command, `${asked}: a time is written like 2026-11-04T03:00:00Z, 2026-11-04, 3h or 2d`);
  return time;
}

/** The same, undefined for what is no time. */
export function findTime(text: string, now: string, day: 'begin' | 'end' = 'end'): string | undefined {
  const [, count, unit = ''] = /^(\d{1,6})([mhdw])$/.exec(text) ?? [];
  if (count !== undefined) return new Date(Date.parse(now) - Number(count) * (UNITS[unit] ?? 0)).toISOString();
  const instant = DAY.test(text) ? `${text}T${day === 'begin' ? '00:00:00' : '23:59:59'}Z` : text;
  return INSTANT.test(instant) && !Number.isNaN(Date.parse(instant)) ? new Date(instant).toISOString() : undefined;
}
