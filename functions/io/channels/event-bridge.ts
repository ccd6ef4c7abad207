import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type EventBridgeEntry, renderEventBridgeEntry } from '../../core/alert/channels/event-bridge.ts';
import { renderEventBridgeDigest } from '../../core/digest/channels/event-bridge.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { OpenChannel } from './channel.ts';
import { describeAwsFailure } from './describe-aws-failure.ts';

/** Puts an event on a bus. PutEvents answers 200 even where it took nothing, so the body is read. */
export const openEventBridge: OpenChannel<'event-bridge'> = ({ bus }, world) => {
  const put = async (event: EventBridgeEntry): Promise<{ readonly event: string }> => {
    const [, , , region] = bus.split(':');
    try {
      const { FailedEntryCount, Entries } = await world
        .eventBridge(region)
        .send(new PutEventsCommand({ Entries: [{ EventBusName: bus, ...event }] }));
      const entry = Entries?.[0];
      if (FailedEntryCount === 0 && entry?.EventId !== undefined) return { event: entry.EventId };
      throw new PlumblineError('runtime', `the event bus ${bus} refused it: ${entry?.ErrorCode ?? 'no reason given'}`);
    } catch (error) {
      throw describeAwsFailure(error, `the event bus ${bus}`, 'events:PutEvents');
    }
  };
  return {
    updates: false,
    send: (alert) => put(renderEventBridgeEntry(alert)),
    sendDigest: async (digest) => void (await put(renderEventBridgeDigest(digest))),
  };
};
