import type { SeverityLevel } from '../severity/severity.ts';

/** How patient alerts are. Times in minutes. */
export interface IncidentSettings {
  /** How long drift must last before it is told, counted from the field's own time where one is known. Critical drift is told at once. */
  readonly graceMinutes: number;
  /** How long git may be ahead of the cluster before a rollout counts as stuck. */
  readonly rolloutMinutes: number;
  /** A departure that came back this often within `flapWindowMinutes` flaps; it is resolved only after `flapQuietMinutes` without it. */
  readonly flapTimes: number;
  readonly flapWindowMinutes: number;
  readonly flapQuietMinutes: number;
  /** After how long an unchanged incident is told again, and again; the last one repeats. Empty: never. */
  readonly reminderMinutes: readonly number[];
  /** The least time between two messages about changes of one incident. */
  readonly changeMinutes: number;
  /** A run that finds more new causes than this makes one incident of them all. */
  readonly summaryAbove: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

export const DEFAULT_INCIDENT_SETTINGS: IncidentSettings = {
  graceMinutes: 5,
  rolloutMinutes: 30,
  flapTimes: 3,
  flapWindowMinutes: DAY,
  flapQuietMinutes: 2 * HOUR,
  reminderMinutes: [DAY, 3 * DAY, 7 * DAY],
  changeMinutes: 10,
  summaryAbove: 20,
};

/** How long a departure of this severity must last. */
export function graceOf(level: SeverityLevel, { graceMinutes }: IncidentSettings): number {
  return level === 'critical' ? 0 : graceMinutes;
}
