import { PublishCommand } from '@aws-sdk/client-sns';
import type { Alert } from '../../core/alert/alert.ts';
import { nameEvent } from '../../core/alert/channels/name-event.ts';
import { renderPlainText } from '../../core/alert/channels/plain-text.ts';
import { renderChatAlert } from '../../core/alert/channels/sns.ts';
import { renderAlertJson } from '../../core/alert/channels/webhook.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { OpenChannel } from './channel.ts';
import { describeAwsFailure } from './describe-aws-failure.ts';

/** 256 KB for the message and its attributes. */
const MOST_BYTES = 250_000;

const RENDERERS = {
  chat: renderChatAlert,
  json: (alert: Alert) => renderAlertJson(alert, MOST_BYTES),
  text: (alert: Alert) => renderPlainText(alert, MOST_BYTES),
} as const;

/** Publishes to a topic. Subscribers filter by the attributes `event`, `severity`, `route` and `incident`. */
export const openSns: OpenChannel<'sns'> = ({ topic, format }, world) => ({
  updates: false,
  send: async (alert) => {
    const arn = topic.includes(':') ? topic : await world.topicArn(topic);
    const [, , , region] = arn.split(':');
    const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
    const { event, severity, route, incident } = { ...alert, event: nameEvent(alert) };
    try {
      const { MessageId } = await world.sns(region).send(
        new PublishCommand({
          TopicArn: arn,
          Subject: `${event}: ${alert.title}`.replace(/[^\x20-\x7e]/g, '?').slice(0, 100),
          Message: RENDERERS[format](alert),
          MessageAttributes: {
            event: attribute(event),
            severity: attribute(severity),
            route: attribute(route),
            incident: attribute(incident),
          },
        }),
      );
      if (MessageId === undefined) throw new PlumblineError('runtime', `SNS did not confirm the message to ${topic}`);
      return { message: MessageId };
    } catch (error) {
      throw describeAwsFailure(error, `the topic ${topic}`, 'sns:Publish');
    }
  },
});
