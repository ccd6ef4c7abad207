import { usageError } from './parse-arguments.ts';

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `90s`, `5m`, `1h` or plain seconds. */
export function parseDuration(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  const milliseconds = match ? Number(match[1]) * (UNITS[match[2] ?? 's'] ?? 0) : 0;
  if (milliseconds > 0) return milliseconds;
  throw usageError('check', `${option} ${text}: a time is written like 90s, 5m or 1h`);
}
