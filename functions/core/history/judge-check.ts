import { minutesBetween } from '../incident/moments.ts';
import type { Verdict } from '../report.ts';
import type { CheckHistory, HistoryReading } from './check-history.ts';
import { findNewest } from './sum-histories.ts';

/** How a check stands. `unread`: its cluster was never read. */
export interface Standing {
  readonly verdict: Verdict | 'unread';
  readonly newest?: HistoryReading;
  /** Why what was read last may no longer be so. */
  readonly stale?: string;
}

/** As `watch` has it: one run may come late, the second tells that something is wrong. */
const INTERVALS = 2;
const LONGEST_RUN_MINUTES = 15;

/** How a check stood when the newest run of all ended, `asOf`. */
export function judgeCheck(history: CheckHistory, asOf: string): Standing {
  const { points, everyMinutes, check } = history;
  const newest = findNewest(history);
  const last = points.at(-1);
  const failure = last?.verdict === 'failed' ? `${check} could not be read: ${last.error}` : undefined;
  const waited = last === undefined ? 0 : minutesBetween(last.at, asOf);
  const late = everyMinutes !== undefined && waited > everyMinutes * INTERVALS + LONGEST_RUN_MINUTES;
  const stale = failure ?? (late ? `${check} was not checked since ${last?.at.slice(0, 16).replace('T', ' ')} UTC` : undefined);
  return { verdict: newest?.verdict ?? 'unread', ...(newest === undefined ? {} : { newest }), ...(stale === undefined ? {} : { stale }) };
}
