import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { stringifyJson } from '../../core/json.ts';
import type { Sink } from './sink.ts';

/** Puts an event on a bus: source `plumbline`, the event as its detail type. PutEvents answers 200 even where it took nothing, so the body is read. */
export function createEventBridgeSink(client: EventBridgeClient, bus: string): Sink {
  return async (event, outcome) => {
    const { FailedEntryCount, Entries } = await client.send(
      new PutEventsCommand({
        Entries: [
          { EventBusName: bus, Source: 'plumbline', DetailType: event, Detail: stringifyJson(outcome), Resources: [outcome.cluster] },
        ],
      }),
    );
    if (FailedEntryCount) throw new Error(`the event bus ${bus} refused the event: ${Entries?.[0]?.ErrorCode ?? 'unknown'}`);
  };
}
