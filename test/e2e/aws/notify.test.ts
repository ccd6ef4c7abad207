import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { CheckOutcome } from '../../../functions/core/notification/check-outcome.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { createQueue, type Queue } from '../../support/queue.ts';

const obtained = await obtainMoto();

const outcome: CheckOutcome = {
  check: 'prod-eu',
  cluster: 'prod-eu',
  run: 'run-1',
  at: '2026-11-21T08:00:00Z',
  verdict: 'drifted',
  reportKey: 'reports/prod-eu/2026-11-21/080000Z-66bc1178.json',
  fingerprint: 'f1',
  counts: { modified: 1, missing: 0, unmanaged: 1, unchecked: 0 },
  headlines: ['ClusterRoleBinding emergency-access is in no repository: grants rights in the whole cluster'],
};

/** One route by its ARN, in another region; one by its name. */
const CONFIG = `
routes:
  - {name: audit, channel: {type: sns, topic: "arn:aws:sns:us-east-1:123456789012:audit", format: json}}
  - {name: on-call, channel: {type: sns, topic: on-call, format: chat}}
`;

describe('notify', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let chat: Queue;
  let json: Queue;
  let bus: Queue;
  let audit: Queue;
  let onCall: Queue;
  let s3: S3Client;
  let handler: (outcome: CheckOutcome) => Promise<string | null>;

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const { endpoint, region } = moto.client;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      PLUMBLINE_CONFIG: 's3://work/plumbline.yaml',
    });
    s3 = new S3Client(moto.client);
    await s3.send(new CreateBucketCommand({ Bucket: 'work', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    bus = await createQueue(endpoint, 'bus', undefined, region);
    chat = await subscribe('chat', region);
    json = await subscribe('json', region);
    onCall = await subscribe('on-call', region);
    audit = await subscribe('audit', 'us-east-1');
    process.env['PLUMBLINE_CHAT_TOPIC'] = `arn:aws:sns:${region}:123456789012:chat`;
    process.env['PLUMBLINE_JSON_TOPIC'] = `arn:aws:sns:${region}:123456789012:json`;
    const events = new EventBridgeClient({});
    await events.send(new CreateEventBusCommand({ Name: 'plumbline' }));
    await events.send(new PutRuleCommand({ Name: 'all', EventBusName: 'plumbline', EventPattern: '{"source":["plumbline"]}' }));
    await events.send(new PutTargetsCommand({ Rule: 'all', EventBusName: 'plumbline', Targets: [{ Id: 'queue', Arn: bus.arn }] }));
    process.env['PLUMBLINE_EVENT_BUS'] = 'plumbline';
    ({ handler } = await import('../../../functions/handlers/notify.ts'));
  });
  after(() => moto?.stop());
  beforeEach(() => storeConfig(CONFIG));

  /** A topic with a queue that receives what is published to it. */
  async function subscribe(name: string, region: string): Promise<Queue> {
    const queue = await createQueue(moto.endpoint, name, undefined, region);
    const sns = new SNSClient({ ...moto.client, region });
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes: { RawMessageDelivery: 'true' } }));
    return queue;
  }

  async function storeConfig(text: string): Promise<void> {
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml', Body: text }));
  }

  async function takeAll(): Promise<number[]> {
    const counts: number[] = [];
    for (const queue of [chat, json, bus, audit, onCall]) counts.push((await queue.take()).length);
    return counts;
  }

  it('tells new drift on both topics and on the bus', async () => {
    assert.equal(await handler(outcome), 'Drift Detected');
    const [message = ''] = await chat.take();
    assert.equal(JSON.parse(message).metadata.threadId, 'plumbline/prod-eu');
    assert.match(message, /emergency-access/);
    const [plain = ''] = await json.take();
    assert.deepEqual(JSON.parse(plain), { event: 'Drift Detected', ...outcome });
    const [event = ''] = await bus.take();
    assert.equal(JSON.parse(event)['detail-type'], 'Drift Detected');
    assert.deepEqual(JSON.parse(event).detail, outcome);
  });

  it('tells each route of the configuration in its format', async () => {
    await takeAll();
    await handler(outcome);
    const [plain = ''] = await audit.take();
    assert.deepEqual(JSON.parse(plain), { event: 'Drift Detected', ...outcome });
    const [message = ''] = await onCall.take();
    assert.equal(JSON.parse(message).metadata.threadId, 'plumbline/prod-eu');
    assert.deepEqual(await takeAll(), [1, 1, 1, 0, 0]);
  });

  it('says nothing of drift that stays the same', async () => {
    assert.equal(await handler({ ...outcome, previous: { verdict: 'drifted', fingerprint: 'f1' } }), null);
    assert.deepEqual(await chat.take(), []);
  });

  it('tries every place, and rejects where one did not confirm', async () => {
    const topic = process.env['PLUMBLINE_CHAT_TOPIC'];
    process.env['PLUMBLINE_CHAT_TOPIC'] = `${topic}-gone`;
    try {
      await assert.rejects(handler(outcome), /1 of 5 places did not take "Drift Detected" of prod-eu/);
      assert.equal((await json.take()).length, 1);
      assert.equal((await bus.take()).length, 1);
    } finally {
      process.env['PLUMBLINE_CHAT_TOPIC'] = topic;
    }
  });

  it('names the routes that did not take it, and tells all others', async () => {
    await takeAll();
    await storeConfig(`${CONFIG}  - {name: gone, channel: {type: sns, topic: gone, format: json}}\n`);
    await assert.rejects(handler(outcome), (error) => {
      assert.ok(error instanceof AggregateError);
      assert.match(error.message, /1 of 6 places/);
      assert.match(String(error.errors[0]), /the route gone: /);
      return true;
    });
    assert.deepEqual(await takeAll(), [1, 1, 1, 1, 1]);
  });

  it('tells the places of the installation where the configuration cannot be read, and fails to be tried again', async () => {
    await takeAll();
    await storeConfig('routes: [{name: audit}]');
    await assert.rejects(handler(outcome), (error) => {
      assert.ok(error instanceof AggregateError);
      assert.match(String(error.errors[0]), /s3:\/\/work\/plumbline\.yaml/);
      return true;
    });
    assert.deepEqual(await takeAll(), [1, 1, 1, 0, 0]);
  });
});
