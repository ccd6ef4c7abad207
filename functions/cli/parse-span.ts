import { PlumblineError } from '../core/errors.ts';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** A time to come, RFC 3339: from a span like 2d, 12h or 90m, or a time as it is. Throws PlumblineError `usage`. */
export function parseSpan(text: string, now: string): string {
  const [, count = '', unit = ''] = /^(\d{1,5})([mhdw])$/.exec(text) ?? [];
  const length = UNITS[unit];
  if (length !== undefined) return new Date(Date.parse(now) + Number(count) * length).toISOString();
  const time = new Date(text);
  if (/^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(time.getTime())) return time.toISOString();
  throw new PlumblineError('usage', `${JSON.stringify(text)} is no span and no time: write 2d, 12h, 90m or 2026-11-30T08:00:00Z`);
}
