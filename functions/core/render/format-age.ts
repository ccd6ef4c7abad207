const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago, in the words of a person: `12 min ago`, `3 h ago`, `5 days ago`. A time after `now` (a clock that is off) is told as it stands. */
export function formatAge(time: string, now: string): string {
  const age = Date.parse(now) - Date.parse(time);
  if (Number.isNaN(age) || age < -5 * MINUTE) return `at ${formatTime(time)}`;
  if (age < 2 * MINUTE) return age < MINUTE ? 'just now' : '1 min ago';
  if (age < 2 * HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < 2 * DAY) return `${Math.floor(age / HOUR)} h ago`;
  if (age < 90 * DAY) return `${Math.floor(age / DAY)} days ago`;
  if (age < 730 * DAY) return `${Math.floor(age / (30.44 * DAY))} months ago`;
  return `${Math.floor(age / (365.25 * DAY))} years ago`;
}

/** A time as people write it, always UTC: `2026-11-04 03:12:09 UTC`. Anything else is left as it is. */
export function formatTime(time: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/.exec(time);
  return match ? `${match[1]} ${match[2]} UTC` : time;
}
