import type { Verdict } from '../report.ts';

/** Departures of one reading by severity, worst first: critical, high, medium, low. */
export type SeverityCounts = readonly [number, number, number, number];

/** What one reading of a cluster left behind, small enough to keep many of. */
export interface HistoryReading {
  /** When the cluster was read, RFC 3339. */
  readonly at: string;
  readonly verdict: Verdict;
  /** Of the stored report. */
  readonly key: string;
  /** The first twelve characters of what was compared with; absent where there were several sources, or none. */
  readonly commit?: string;
  readonly severities: SeverityCounts;
  /** What could not be read or decided. */
  readonly gaps: number;
  readonly declared: number;
  /** Objects in no repository; null where nothing can be called that. */
  readonly unmanaged: number | null;
  /** The report is small enough to stand beside its history as a page, as long as it is the newest. */
  readonly page?: true;
}

/** A run that could not read its cluster. */
export interface HistoryFailure {
  readonly at: string;
  readonly verdict: 'failed';
  /** Short, masked. */
  readonly error: string;
}

/** How one run of a check ended. */
export type HistoryPoint = HistoryReading | HistoryFailure;

/** How many, and how many minutes they took together. */
export type Durations = readonly [count: number, minutes: number];

/** One day of one check, UTC. What is absent is none. */
export interface HistoryDay {
  /** `2026-11-04` */
  readonly day: string;
  /** Readings, whole or with gaps. */
  readonly runs: number;
  /** Of them, with gaps. */
  readonly partial?: number;
  readonly failed?: number;
  /** Runs that the schedule had, and that never came. */
  readonly missed?: number;
  /** The last reading of the day. */
  readonly last?: HistoryReading;
  /** Departures that were opened, and that were gone. */
  readonly opened?: number;
  readonly resolved?: number;
  /** From when they began to when they were open; from when they were open to when they were gone. */
  readonly detect?: Durations;
  readonly resolve?: Durations;
  /** Departures that were opened, by the manager that set them. */
  readonly managers?: Readonly<Record<string, number>>;
}

/** The life of one check, rewritten by each of its runs and by nothing else; its size follows from days, never from the number of reports. */
export interface CheckHistory {
  readonly schemaVersion: 1;
  readonly check: string;
  readonly cluster: string;
  /** Absent where nobody told. */
  readonly environment?: string;
  /** The longest time between two runs of its schedule; absent where it has none. */
  readonly everyMinutes?: number;
  /** When its first run ended. */
  readonly since: string;
  /** Departures that were open after the last run. */
  readonly open: number;
  /** Whole days, oldest first: the last two, and more until there are `MOST_RECENT`. */
  readonly points: readonly HistoryPoint[];
  /** Oldest first, at most `KEEP_DAYS`; days on which nothing was to happen and nothing did are left out. */
  readonly days: readonly HistoryDay[];
}

/** Days that are kept one by one. */
export const KEEP_DAYS = 400;
/** Runs that are kept one by one, at least. */
export const MOST_RECENT = 20;

/** True for a run that read its cluster. */
export function isReading(point: HistoryPoint): point is HistoryReading {
  return point.verdict !== 'failed';
}
