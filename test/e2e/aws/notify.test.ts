import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
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

describe('notify', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let chat: Queue;
  let json: Queue;
  let bus: Queue;
  let handler: (outcome: CheckOutcome) => Promise<string | null>;

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const { endpoint, region } = moto.client;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
    });
    [chat, json, bus] = [
      await createQueue(endpoint, 'chat', undefined, region),
      await createQueue(endpoint, 'json', undefined, region),
      await createQueue(endpoint, 'bus', undefined, region),
    ];
    const sns = new SNSClient({});
    for (const [name, queue] of [
      ['chat', chat],
      ['json', json],
    ] as const) {
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
      await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes: { RawMessageDelivery: 'true' } }));
      process.env[name === 'chat' ? 'PLUMBLINE_CHAT_TOPIC' : 'PLUMBLINE_JSON_TOPIC'] = TopicArn;
    }
    const events = new EventBridgeClient({});
    await events.send(new CreateEventBusCommand({ Name: 'plumbline' }));
    await events.send(new PutRuleCommand({ Name: 'all', EventBusName: 'plumbline', EventPattern: '{"source":["plumbline"]}' }));
    await events.send(new PutTargetsCommand({ Rule: 'all', EventBusName: 'plumbline', Targets: [{ Id: 'queue', Arn: bus.arn }] }));
    process.env['PLUMBLINE_EVENT_BUS'] = 'plumbline';
    ({ handler } = await import('../../../functions/handlers/notify.ts'));
  });
  after(() => moto?.stop());

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

  it('says nothing of drift that stays the same', async () => {
    assert.equal(await handler({ ...outcome, previous: { verdict: 'drifted', fingerprint: 'f1' } }), null);
    assert.deepEqual(await chat.take(), []);
  });

  it('tries every place, and rejects where one did not confirm', async () => {
    const topic = process.env['PLUMBLINE_CHAT_TOPIC'];
    process.env['PLUMBLINE_CHAT_TOPIC'] = `${topic}-gone`;
    try {
      await assert.rejects(handler(outcome), /1 of 3 places did not take "Drift Detected" of prod-eu/);
      assert.equal((await json.take()).length, 1);
      assert.equal((await bus.take()).length, 1);
    } finally {
      process.env['PLUMBLINE_CHAT_TOPIC'] = topic;
    }
  });
});
