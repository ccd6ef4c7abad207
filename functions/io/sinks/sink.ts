import type { CheckOutcome, EventType } from '../../core/notification/check-outcome.ts';

/** Delivers what there is to tell to one place. Rejects when the place did not confirm it. */
export type Sink = (event: EventType, outcome: CheckOutcome) => Promise<void>;
