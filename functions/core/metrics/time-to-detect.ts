import type { Difference } from '../difference.ts';
import type { CheckOutcome } from '../notification/check-outcome.ts';
import type { DriftReport } from '../report.ts';

/** What one metric takes at once. */
const MOST = 99;

/**
 * Seconds from when something was changed in the cluster until the report says so, one for each difference that came since the cluster was last read;
 * none where the drift is the same as then. What git changed, and what nobody knows the time of, has none.
 */
export function measureTimeToDetect({ differences, readAt }: DriftReport, { fingerprint, previous }: CheckOutcome): number[] {
  if (previous?.readAt === undefined || previous.fingerprint === fingerprint) return [];
  const [before, now] = [Date.parse(previous.readAt), Date.parse(readAt)];
  return differences
    .flatMap((difference) => {
      const changed = listTimes(difference).filter((time) => time > before);
      return changed.length === 0 ? [] : [Math.max(0, (now - Math.min(...changed)) / 1000)];
    })
    .sort((a, b) => b - a)
    .slice(0, MOST);
}

function listTimes(difference: Difference): number[] {
  switch (difference.type) {
    case 'missing':
      return [];
    case 'unmanaged':
      return parseTimes([difference.since ?? difference.setBy?.time]);
    case 'modified':
      return parseTimes(difference.fields.filter(({ cause }) => cause !== 'not-yet-applied').map(({ setBy }) => setBy?.time));
  }
}

function parseTimes(times: readonly (string | undefined)[]): number[] {
  return times.map((time) => Date.parse(time ?? '')).filter((time) => !Number.isNaN(time));
}
