import { formatMinutes } from '../alert/format-minutes.ts';
import type { Digest } from './digest.ts';

/** How long detecting and resolving took on average, and what it was before. What is not known says so. */
export function describeTimes({ times, timesBefore }: Digest): readonly (readonly [label: string, text: string])[] {
  return [
    ['Mean time to detect', describe(times.toDetect, times.detected, timesBefore.toDetect)],
    ['to resolve', describe(times.toResolve, times.resolved, timesBefore.toResolve)],
  ];
}

function describe(mean: number | undefined, number: number, before: number | undefined): string {
  const earlier = before === undefined ? '' : `before: ${formatMinutes(before)}`;
  if (mean === undefined) return `not known${earlier === '' ? '' : ` (${earlier})`}`;
  const rests = `over ${number.toLocaleString('en-US')}`;
  return `${formatMinutes(mean)} (${[rests, ...(earlier === '' ? [] : [earlier])].join('; ')})`;
}
