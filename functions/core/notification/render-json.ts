import { stringifyJson } from '../json.ts';
import type { CheckOutcome, EventType } from './check-outcome.ts';

/** A notification for programs: the outcome of the check, and what it means as `event`. */
export function renderJsonNotification(event: EventType, outcome: CheckOutcome): string {
  return stringifyJson({ event, ...outcome });
}
