import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { stringifyJson } from '../core/json.ts';
import { type CheckOutcome, decideEvent, type EventType } from '../core/notification/check-outcome.ts';
import { readFailure } from '../core/notification/read-failure.ts';
import { renderChatNotification } from '../core/notification/render-chat.ts';
import { deliver } from '../io/sinks/deliver.ts';
import { createEventBridgeSink } from '../io/sinks/event-bridge.ts';
import { createSnsSink } from '../io/sinks/sns.ts';
import { readNotifyEnvironment } from './environment.ts';

const sns = new SNSClient({});
const events = new EventBridgeClient({});

/** Tells what there is to tell of one run. Returns the event, or null where nothing changed. Rejects where a place did not confirm, to be tried again. */
export async function handler(told: CheckOutcome): Promise<EventType | null> {
  const { chatTopic, jsonTopic, eventBus } = readNotifyEnvironment();
  const outcome = told.error === undefined ? told : { ...told, error: readFailure(told.error) };
  const event = decideEvent(outcome);
  if (event === undefined) return null;
  const sinks = [
    createSnsSink(sns, chatTopic, renderChatNotification),
    createSnsSink(sns, jsonTopic, (type, { ...detail }) => stringifyJson({ event: type, ...detail })),
    createEventBridgeSink(events, eventBus),
  ];
  await deliver(sinks, event, outcome);
  return event;
}
