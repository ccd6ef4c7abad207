import type { CheckOutcome, EventType } from '../../core/notification/check-outcome.ts';
import type { Sink } from './sink.ts';

/** Tries every sink, whatever becomes of the others; rejects with one AggregateError that holds all failures. */
export async function deliver(sinks: readonly Sink[], event: EventType, outcome: CheckOutcome): Promise<void> {
  const results = await Promise.allSettled(sinks.map((sink) => sink(event, outcome)));
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  if (failures.length > 0)
    throw new AggregateError(failures, `${failures.length} of ${sinks.length} places did not take "${event}" of ${outcome.check}`);
}
