import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { CheckOutcome, EventType } from '../../core/notification/check-outcome.ts';
import type { Sink } from './sink.ts';

/** Publishes to a topic. Subscribers filter by the attributes `event`, `check` and `verdict`. */
export function createSnsSink(client: SNSClient, topic: string, render: (event: EventType, outcome: CheckOutcome) => string): Sink {
  return async (event, outcome) => {
    const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
    const { MessageId } = await client.send(
      new PublishCommand({
        TopicArn: topic,
        Subject: `${event}: ${outcome.cluster}`.replace(/[^\x20-\x7e]/g, '?').slice(0, 100),
        Message: render(event, outcome),
        MessageAttributes: { event: attribute(event), check: attribute(outcome.check), verdict: attribute(outcome.verdict) },
      }),
    );
    if (MessageId === undefined) throw new Error(`SNS did not confirm the message to ${topic}`);
  };
}
