import type { DigestPeriod } from '../config/digest-schema.ts';
import type { Incident } from '../incident/incident.ts';
import type { MeanTimes, Period } from '../incident/mean-times.ts';
import type { Snooze } from '../incident/snooze.ts';
import type { RuleProblem } from '../report.ts';
import type { SeverityLevel } from '../severity/severity.ts';

/** One incident in a list of a digest. */
export interface DigestIncident {
  readonly id: string;
  readonly about: Incident['type'];
  readonly severity: SeverityLevel;
  readonly title: string;
  readonly clusters: readonly string[];
  readonly objects: number;
  readonly openedAt: string;
  /** When it began, where the cluster's records tell. */
  readonly onset?: string;
  /** Absent while it is open. */
  readonly resolvedAt?: string;
  readonly flapping: boolean;
}

/** Somebody's word that an incident is to be left alone. */
export interface DigestSnooze extends Pick<Snooze, 'incident' | 'until' | 'reason' | 'owner'> {
  /** Of the incident; absent where no such incident is open. */
  readonly title?: string;
  /** `git`: `accepted` of the configuration. */
  readonly by: 'command' | 'git';
  /** It holds no more since the incident has changed. */
  readonly outdated: boolean;
  /** It ends before long. */
  readonly endsSoon: boolean;
}

/** What is known of one cluster. */
export interface DigestCluster {
  readonly cluster: string;
  /** `read`: all that git declares was compared; `partial`; `failed`: the last run failed; `idle`: no run in the period; `unknown`: nobody ever read it. */
  readonly state: 'read' | 'partial' | 'failed' | 'idle' | 'unknown';
  /** Of the last reading: declared objects that were compared, all that are declared, and objects in no repository (null: not known). */
  readonly compared?: number;
  readonly declared?: number;
  readonly unmanaged?: number | null;
  readonly unchecked?: number;
  readonly undecided?: number;
  readonly readAt?: string;
  /** Why it cannot be checked, and since when. */
  readonly problem?: string;
  readonly since?: string;
}

/** How often something made drift in the period. */
export interface DigestCount {
  readonly name: string;
  readonly incidents: number;
  readonly objects: number;
}

/** An ignore rule that somebody should look at. */
export interface DigestRule {
  readonly rule: string;
  readonly problem: RuleProblem;
  readonly message: string;
}

/** What one route is told of one period. Lists are whole; everything in them is masked, and free of control characters. */
export interface Digest {
  /** The same at every attempt to deliver it. */
  readonly id: string;
  readonly route: string;
  readonly every: DigestPeriod;
  /** What happened after `from` and until `to`. */
  readonly period: Period;
  /** It is sent to see whether it arrives. */
  readonly isTest: boolean;
  /** The worst first. */
  readonly open: readonly DigestIncident[];
  /** What began and what ended in the period, oldest first; one that did both is in both. */
  readonly opened: readonly DigestIncident[];
  readonly resolved: readonly DigestIncident[];
  readonly snoozed: readonly DigestSnooze[];
  /** Ended in the period. */
  readonly expired: readonly DigestSnooze[];
  readonly accepted: readonly DigestSnooze[];
  /** Minutes, over the period and over as long a time before it. */
  readonly times: MeanTimes;
  readonly timesBefore: MeanTimes;
  /** Those with a problem first. */
  readonly clusters: readonly DigestCluster[];
  /** What made the most incidents of the period. */
  readonly noisiest: { readonly rules: readonly DigestCount[]; readonly managers: readonly DigestCount[] };
  readonly rules: readonly DigestRule[];
  /** What the numbers do not count, a sentence each. */
  readonly gaps: readonly string[];
  /** Where to read more. */
  readonly command: string;
}

/** True where a digest has nothing to tell: nothing is open, nothing happened, and every cluster was read. */
export function isEmptyDigest({ open, opened, resolved, snoozed, expired, accepted, clusters }: Digest): boolean {
  const isQuiet = [open, opened, resolved, snoozed, expired, accepted].every((list) => list.length === 0);
  return isQuiet && clusters.every(({ state }) => state === 'read');
}

/** What a digest is called for programs: the detail type of an event, the `event` of a webhook. */
export const DIGEST_EVENT = 'Digest';
