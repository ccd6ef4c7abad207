import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { ChannelConfig } from '../../../functions/core/config/channel-schema.ts';
import { openChannel } from '../../../functions/io/channels.ts';
import { createChannelWorld } from '../../../functions/io/create-channel-world.ts';
import { chatNotificationSchema } from '../../support/chat-notification-schema.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { createQueue, type Queue } from '../../support/queue.ts';
import { buildHugeAlert, buildStory } from '../../support/sample-alerts.ts';

const obtained = await obtainMoto();
const ACCOUNT = '123456789012';

describe('alerts on SNS and EventBridge', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let queues: Record<'chat' | 'json' | 'text' | 'bus', Queue>;
  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const { endpoint, region } = moto.client;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
    });
    const queue = (name: string): Promise<Queue> => createQueue(endpoint, name, undefined, region);
    queues = { chat: await queue('chat'), json: await queue('json'), text: await queue('text'), bus: await queue('bus') };
    const sns = new SNSClient({});
    for (const name of ['chat', 'json', 'text'] as const) {
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
      const policy = { FilterPolicy: JSON.stringify({ severity: ['critical', 'high'] }), RawMessageDelivery: 'true' };
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queues[name].arn, Attributes: policy }));
    }
    const events = new EventBridgeClient({});
    await events.send(new CreateEventBusCommand({ Name: 'fleet' }));
    await events.send(new PutRuleCommand({ Name: 'all', EventBusName: 'fleet', EventPattern: '{"detail":{"severity":["high"]}}' }));
    await events.send(new PutTargetsCommand({ Rule: 'all', EventBusName: 'fleet', Targets: [{ Id: 'queue', Arn: queues.bus.arn }] }));
  });
  after(() => moto?.stop());

  const open = (channel: ChannelConfig) => {
    const world = createChannelWorld({
      readSecret: () => Promise.reject(new Error('no secret is needed')),
      topicArn: (name) => `arn:aws:sns:${moto.client.region}:${ACCOUNT}:${name}`,
      now: () => '2026-11-04T03:12:09.000Z',
    });
    return openChannel({ name: 'platform', channel }, world);
  };

  it('puts an incident from its beginning to its end into one thread of the chat', async () => {
    const channel = open({ type: 'sns', topic: 'chat', format: 'chat' });
    for (const alert of buildStory()) await channel.send(alert, undefined);
    const messages = (await queues.chat.take()).map((message) => chatNotificationSchema.parse(JSON.parse(message)));
    assert.deepEqual(
      messages.map(({ metadata }) => metadata?.eventType),
      ['Drift Detected', 'Drift Changed', 'Drift Reminder', 'Drift Resolved'],
    );
    assert.equal(new Set(messages.map(({ metadata }) => metadata?.threadId)).size, 1);
  });

  it('delivers an alert about 10,000 objects in every format', async () => {
    for (const format of ['chat', 'json', 'text'] as const) {
      await open({ type: 'sns', topic: format, format }).send(buildHugeAlert(), undefined);
      const [message = ''] = await queues[format].take();
      assert.match(message, /[\d,]+ more objects/, format);
    }
  });

  it('is matched by rules of a bus', async () => {
    const [alert] = buildStory();
    await open({ type: 'event-bridge', bus: 'fleet' }).send(alert, undefined);
    const [event = ''] = await queues.bus.take();
    const { source, detail, 'detail-type': type } = JSON.parse(event);
    assert.deepEqual([source, type, detail.incident, detail.severity], ['plumbline', 'Drift Detected', alert.incident, 'high']);
  });

  it('says which topic is not there', async () => {
    const gone = open({ type: 'sns', topic: 'gone', format: 'json' }).send(buildStory()[0], undefined);
    await assert.rejects(gone, /^PlumblineError: route platform \(sns\): the topic gone did not take it: NotFound/);
  });
});
