import { DAYS } from '../config/days.ts';
import type { DigestConfig } from '../config/digest-schema.ts';

const DAY = 86_400_000;

/** When a digest was due the last time, and the time before, RFC 3339. */
export interface Slot {
  readonly at: string;
  readonly before: string;
}

/** The last time that a digest was due, `now` included, on the clock of its zone, whatever its daylight saving does. */
export function findSlot({ every, day: weekday = 'mon', at, timeZone }: DigestConfig, now: string): Slot {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const clock = (Math.floor(readClock(Date.parse(now), timeZone) / DAY) + 1) * DAY;
  const slots: number[] = [];
  // From tomorrow on backwards, by the calendar of the zone.
  for (let day = clock; slots.length < 2; day -= DAY) {
    if (every === 'week' && DAYS[new Date(day).getUTCDay()] !== weekday) continue;
    const instant = findInstant(day + (hours * 60 + minutes) * 60_000, timeZone);
    if (instant <= Date.parse(now)) slots.push(instant);
  }
  const [last = 0, before = 0] = slots;
  return { at: new Date(last).toISOString(), before: new Date(before).toISOString() };
}

/** What the clock of a zone shows, as if it were UTC. */
function readClock(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant));
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'), read('second'));
}

/** When the clock of a zone shows a time; where it shows it twice, one of both, and where never, the time an hour beside. */
function findInstant(clock: number, timeZone: string): number {
  const guess = clock - (readClock(clock, timeZone) - clock);
  return guess - (readClock(guess, timeZone) - clock);
}
