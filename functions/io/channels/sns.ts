import { PublishCommand } from '@aws-sdk/client-sns';
import type { Alert } from '../../core/alert/alert.ts';
import { nameEvent } from '../../core/alert/channels/name-event.ts';
import { renderPlainText } from '../../core/alert/channels/plain-text.ts';
import { renderChatAlert } from '../../core/alert/channels/sns.ts';
import { renderAlertJson } from '../../core/alert/channels/webhook.ts';
import { renderChatDigest } from '../../core/digest/channels/chat.ts';
import { renderDigestJson } from '../../core/digest/channels/json.ts';
import { renderPlainDigest } from '../../core/digest/channels/plain-text.ts';
import { DIGEST_EVENT, type Digest } from '../../core/digest/digest.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { OpenChannel, Receipt } from './channel.ts';
import { describeAwsFailure } from './describe-aws-failure.ts';

/** 256 KB for the message and its attributes. */
const MOST_BYTES = 250_000;

const RENDERERS = {
  chat: { alert: renderChatAlert, digest: renderChatDigest },
  json: {
    alert: (alert: Alert) => renderAlertJson(alert, MOST_BYTES),
    digest: (digest: Digest) => renderDigestJson(digest, MOST_BYTES),
  },
  text: {
    alert: (alert: Alert) => renderPlainText(alert, MOST_BYTES),
    digest: (digest: Digest) => renderPlainDigest(digest, MOST_BYTES),
  },
} as const;

/** Publishes to a topic. Subscribers filter by the attributes `event`, `severity`, `route` and `incident`; a digest has the first and `route`. */
export const openSns: OpenChannel<'sns'> = ({ topic, format }, world) => {
  const publish = async (title: string, message: string, attributes: Readonly<Record<string, string>>): Promise<Receipt> => {
    const arn = topic.includes(':') ? topic : await world.topicArn(topic);
    const [, , , region] = arn.split(':');
    const values = Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]);
    try {
      const { MessageId } = await world.sns(region).send(
        new PublishCommand({
          TopicArn: arn,
          Subject: `${attributes['event']}: ${title}`.replace(/[^\x20-\x7e]/g, '?').slice(0, 100),
          Message: message,
          MessageAttributes: Object.fromEntries(values),
        }),
      );
      if (MessageId === undefined) throw new PlumblineError('runtime', `SNS did not confirm the message to ${topic}`);
      return { message: MessageId };
    } catch (error) {
      throw describeAwsFailure(error, `the topic ${topic}`, 'sns:Publish');
    }
  };
  return {
    updates: false,
    send: (alert) => {
      const { title, severity, route, incident } = alert;
      return publish(title, RENDERERS[format].alert(alert), { event: nameEvent(alert), severity, route, incident });
    },
    sendDigest: async (digest) => {
      const { route, every } = digest;
      await publish(`${every}, ${route}`, RENDERERS[format].digest(digest), { event: DIGEST_EVENT, route });
    },
  };
};
