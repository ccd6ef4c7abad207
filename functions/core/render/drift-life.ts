import type { AlertType } from '../incident/thread.ts';

/** Something that happened to an incident of a cluster since its check before. */
export interface LifeEvent {
  readonly type: AlertType;
  readonly incident: string;
  readonly title: string;
  readonly openedAt: string;
  /** How what is over ended, in words; empty where nobody can tell. */
  readonly endings: readonly string[];
}

/** What the incidents kept beside reports say of one cluster. */
export interface DriftLife {
  readonly events: readonly LifeEvent[];
  readonly open: number;
  /** Of those that are open. */
  readonly snoozed: number;
  /** Departures that have not lasted for long enough to count. */
  readonly pending: number;
  /** When the oldest that is open began or was first seen. */
  readonly since?: string;
}
