import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { parseConfig } from '../core/config.ts';
import { type CheckOutcome, decideEvent, type EventType } from '../core/notification/check-outcome.ts';
import { readFailure } from '../core/notification/read-failure.ts';
import { renderChatNotification } from '../core/notification/render-chat.ts';
import { renderJsonNotification } from '../core/notification/render-json.ts';
import { readS3Text } from '../io/aws/read-s3-text.ts';
import { deliver } from '../io/sinks/deliver.ts';
import { createEventBridgeSink } from '../io/sinks/event-bridge.ts';
import { createRouteSinks } from '../io/sinks/routes.ts';
import type { Sink } from '../io/sinks/sink.ts';
import { createSnsSink } from '../io/sinks/sns.ts';
import { type NotifyEnvironment, readNotifyEnvironment } from './environment.ts';
import { log, logRun } from './logging.ts';

const s3 = new S3Client({});
const sns = new SNSClient({});
const events = new EventBridgeClient({});
/** For topics of other regions. */
const snsByRegion = new Map<string, SNSClient>();

/**
 * Tells what there is to tell of one run. Returns the event, or null where nothing changed. Rejects where a place did not confirm, to be tried again:
 * then the places that did are told again too, with the same id, run and time. Twice is better than never, and who counts can tell them apart.
 */
export function handler(told: CheckOutcome): Promise<EventType | null> {
  return logRun({ run: told.run, check: told.check }, async () => {
    const environment = readNotifyEnvironment();
    const outcome = told.error === undefined ? told : { ...told, error: readFailure(told.error) };
    const event = decideEvent(outcome);
    if (event === undefined) return null;
    const sinks = [
      createSnsSink(sns, environment.chatTopic, renderChatNotification),
      createSnsSink(sns, environment.jsonTopic, renderJsonNotification),
      createEventBridgeSink(events, environment.eventBus),
      ...(await readRoutes(environment)),
    ];
    await deliver(sinks, event, outcome);
    log.info(event, { verdict: outcome.verdict });
    return event;
  });
}

/** Where the configuration cannot be read, one place that fails stands for its routes: the installation's own are told all the same. */
async function readRoutes({ config, chatTopic }: NotifyEnvironment): Promise<readonly Sink[]> {
  try {
    const { routes } = parseConfig(await readS3Text(s3, config), config);
    return createRouteSinks(routes, chatTopic, snsIn);
  } catch (error) {
    return [() => Promise.reject(error)];
  }
}

function snsIn(region: string): SNSClient {
  const client = snsByRegion.get(region) ?? new SNSClient({ region });
  snsByRegion.set(region, client);
  return client;
}
