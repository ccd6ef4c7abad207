import { DAYS } from '../config/days.ts';
import type { QuietTime } from '../config/route-schema.ts';

const DAY = 24 * 60;

/** True where a time (RFC 3339) lies in the quiet hours, on the clock of their zone, whatever its daylight saving does. Absent: never. */
export function isQuietTime(quiet: QuietTime | undefined, now: string): boolean {
  if (quiet === undefined) return false;
  const { day, minute } = readClock(now, quiet.timeZone);
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const begins = (weekday: number): boolean => quiet.days === undefined || quiet.days.includes(DAYS[(weekday + 7) % 7] ?? 'sun');
  if (from < to) return begins(day) && minute >= from && minute < to;
  return (begins(day) && minute >= from) || (begins(day - 1) && minute < to);
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Day of the week (Sunday 0) and minute of the day. */
function readClock(now: string, timeZone: string): { readonly day: number; readonly minute: number } {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(now));
  const read = (type: Intl.DateTimeFormatPartTypes): string => parts.find((part) => part.type === type)?.value ?? '';
  const day = DAYS.findIndex((name) => read('weekday').toLowerCase().startsWith(name));
  return { day, minute: (Number(read('hour')) * 60 + Number(read('minute'))) % DAY };
}
