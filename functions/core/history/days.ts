const DAY = 24 * 60 * 60 * 1000;

/** The day of a time, UTC: `2026-11-04`. */
export function dayOf(time: string): string {
  // What a program wrote ends in Z, and begins with its day.
  return time.endsWith('Z') ? time.slice(0, 10) : new Date(Date.parse(time)).toISOString().slice(0, 10);
}

/** The day so many days later, or earlier. */
export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY).toISOString().slice(0, 10);
}

/** So many days up to this one, oldest first. */
export function listDays(until: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => shiftDay(until, index - count + 1));
}
