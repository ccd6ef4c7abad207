const MINUTE = 60_000;

/** Minutes from one RFC 3339 time to a later one; negative where it is earlier. */
export function minutesBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / MINUTE;
}

/** A time so many minutes later, UTC with milliseconds. */
export function addMinutes(time: string, minutes: number): string {
  return new Date(Date.parse(time) + minutes * MINUTE).toISOString();
}
