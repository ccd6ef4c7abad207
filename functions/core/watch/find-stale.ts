import { compareText } from '../kube-object.ts';
import { formatTime } from '../render/format-age.ts';
import type { FleetMember } from './fleet.ts';

/** What is known of a check that is waited for. */
export interface KnownRuns {
  /** When its cluster was last read completely: the time of that run, which is when it began. */
  readonly completeAt?: string | undefined;
  readonly last?: { readonly at: string; readonly verdict: string } | undefined;
  /** It fails, since then and for this reason. */
  readonly failing?: { readonly since: string; readonly error: string } | undefined;
}

/** A check that should have been complete by now. */
export interface StaleCheck {
  readonly check: string;
  /** What is amiss and where to look, for a person. */
  readonly message: string;
}

/** `ages`: seconds since each check was complete, or since it is expected where it never was. */
export interface WatchResult {
  readonly stale: readonly StaleCheck[];
  readonly ages: readonly { readonly check: string; readonly seconds: number }[];
}

/** A run is given its time when it begins, so the last one of the intervals may still be at work: as long as a function may run. */
const LONGEST_RUN_SECONDS = 15 * 60;

/** Which checks had no complete run for so many of their own intervals. A time that lies ahead (a clock is off) is now. */
export function findStale(
  fleet: readonly FleetMember[],
  known: ReadonlyMap<string, KnownRuns>,
  { now, intervals }: { readonly now: string; readonly intervals: number },
): WatchResult {
  const sorted = fleet.toSorted((a, b) => compareText(a.check, b.check));
  const secondsSince = (time: string): number => Math.max(0, Math.floor((Date.parse(now) - Date.parse(time)) / 1000));
  const ages = sorted.map(({ check, since }) => ({ check, seconds: secondsSince(known.get(check)?.completeAt ?? since) }));
  const stale = sorted.flatMap((member): StaleCheck[] => {
    const runs = known.get(member.check) ?? {};
    // A check that is expected more often than before, or again, is given time for it.
    const waited = Math.min(secondsSince(member.since), secondsSince(runs.completeAt ?? member.since));
    if (waited <= member.everyMinutes * 60 * intervals + LONGEST_RUN_SECONDS) return [];
    return [{ check: member.check, message: describe(member, runs) }];
  });
  return { stale, ages };
}

function describe({ check, everyMinutes, since }: FleetMember, runs: KnownRuns): string {
  const { completeAt } = runs;
  const expected = `expected every ${formatMinutes(everyMinutes)}`;
  const what =
    completeAt === undefined
      ? `${check} was never checked completely, and is ${expected} since ${formatTime(since)}`
      : `${check} was last checked completely at ${formatTime(completeAt)}, and is ${expected}`;
  return `${what}. ${adviseOn(check, runs)}`;
}

function adviseOn(check: string, { completeAt, last, failing }: KnownRuns): string {
  if (failing !== undefined) return `It fails since ${formatTime(failing.since)}: ${failing.error}`;
  if (last === undefined) return 'No run of it is known: is its schedule enabled, and do runs of the state machine succeed?';
  if (last.at === completeAt)
    return 'No run of it came to an end since: is its schedule enabled, and do runs of the state machine succeed?';
  return `Its last run, at ${formatTime(last.at)}, left gaps: plumbline report ${check} names them.`;
}

function formatMinutes(minutes: number): string {
  const [count, unit] = minutes % 1440 === 0 ? [minutes / 1440, 'day'] : minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return count === 1 ? unit : `${count} ${unit}s`;
}
