/** `notify` on stand-ins for AWS: what runs saw becomes incidents, and each is told once, changed, and resolved. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Difference } from '../../../functions/core/difference.ts';
import { buildOutcome } from '../../../functions/core/notification/build-outcome.ts';
import type { NotifyEvent } from '../../../functions/handlers/notify.ts';
import type { NotifyResult } from '../../../functions/io/notify-run.ts';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { createStateTable } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { createQueue, type Queue } from '../../support/queue.ts';
import { buildChanged, buildModified, buildPath, buildReport, buildUnmanaged } from '../../support/sample-report.ts';

const obtained = await obtainMoto();
const image = buildPath('spec', 'template', 'spec', 'containers', { name: 'web' }, 'image');
const BINDING = buildUnmanaged('ClusterRoleBinding emergency-access');
/** Somebody's change of an image: with another value it is another cause. */
const setImage = (live: string): Difference => buildModified('Deployment.apps shop/web', [buildChanged(image, 'web:1', live)]);

/** One route by its ARN, in another region, of what is critical; one by its name. */
const CONFIG = `
alerts: {changeMinutes: 0}
routes:
  - {name: audit, match: {severity: critical}, channel: {type: sns, topic: "arn:aws:sns:us-east-1:123456789012:audit", format: json}}
  - {name: on-call, channel: {type: sns, topic: on-call, format: chat}}
`;

describe('notify', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  const queues = new Map<string, Queue>();
  let moto: Moto;
  let s3: S3Client;
  let handler: (event: NotifyEvent) => Promise<NotifyResult>;
  let checks = 0;

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const { endpoint, region } = moto.client;
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      PLUMBLINE_CONFIG: 's3://work/plumbline.yaml',
      PLUMBLINE_REPORT_BUCKET: 'reports',
      PLUMBLINE_STATE_TABLE: 'state',
      PLUMBLINE_CHAT_TOPIC: `arn:aws:sns:${region}:123456789012:chat`,
      PLUMBLINE_JSON_TOPIC: `arn:aws:sns:${region}:123456789012:json`,
      PLUMBLINE_EVENT_BUS: 'plumbline',
    });
    s3 = new S3Client(moto.client);
    for (const Bucket of ['work', 'reports'])
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    await createStateTable(new DynamoDBClient(moto.client));
    for (const name of ['chat', 'json', 'on-call']) await subscribe(name, region);
    await subscribe('audit', 'us-east-1');
    const bus = await createQueue(endpoint, 'bus', undefined, region);
    queues.set('bus', bus);
    const events = new EventBridgeClient({});
    await events.send(new CreateEventBusCommand({ Name: 'plumbline' }));
    await events.send(new PutRuleCommand({ Name: 'all', EventBusName: 'plumbline', EventPattern: '{"source":["plumbline"]}' }));
    await events.send(new PutTargetsCommand({ Rule: 'all', EventBusName: 'plumbline', Targets: [{ Id: 'queue', Arn: bus.arn }] }));
    ({ handler } = await import('../../../functions/handlers/notify.ts'));
  });
  after(() => moto?.stop());
  beforeEach(async () => {
    await storeConfig(CONFIG);
    await takeAll();
  });

  /** A topic with a queue that receives what is published to it. */
  async function subscribe(name: string, region: string): Promise<void> {
    const queue = await createQueue(moto.endpoint, name, undefined, region);
    const sns = new SNSClient({ ...moto.client, region });
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes: { RawMessageDelivery: 'true' } }));
    queues.set(name, queue);
  }

  async function storeConfig(text: string): Promise<void> {
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml', Body: text }));
  }

  async function takeAll(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const [name, queue] of queues) counts[name] = (await queue.take()).length;
    return counts;
  }

  /** Runs of one cluster, an hour apart: each stores its report, is recorded, and told. */
  function createCluster(): { readonly name: string; readonly run: (...differences: readonly Difference[]) => Promise<NotifyResult> } {
    const name = `prod-${++checks}`;
    let runs = 0;
    return {
      name,
      run: async (...differences) => {
        const readAt = new Date(Date.parse('2026-11-04T04:00:00Z') + runs++ * 3_600_000).toISOString();
        const report = { ...buildReport(differences), check: { id: name, cluster: { name, server: 'arn' } }, readAt };
        const { key } = await openS3ReportStore(s3, { bucket: 'reports' }).store(report);
        const run = `run-${runs}`;
        await handler(buildOutcome(report, { run, reportKey: key, fingerprint: 'f' }));
        return handler({ tell: run });
      },
    };
  }
  const take = async (name: string): Promise<Record<string, never>[]> =>
    ((await queues.get(name)?.take()) ?? []).map((message) => JSON.parse(message));

  it('tells what is new everywhere, in each format, to each route what it asked for', async () => {
    const cluster = createCluster();
    assert.deepEqual(await cluster.run(BINDING, setImage('web:2')), { sent: 2 * 4 + 1 });
    const chat = (await take('chat')) as unknown as { content: { title: string }; metadata: { threadId: string } }[];
    assert.equal(chat.length, 2);
    assert.ok(chat.some(({ content }) => content.title.includes('emergency-access')));
    assert.equal(new Set(chat.map(({ metadata }) => metadata.threadId)).size, 2);
    const events = (await take('bus')) as unknown as { 'detail-type': string }[];
    assert.deepEqual(
      events.map((event) => event['detail-type']),
      ['Drift Detected', 'Drift Detected'],
    );
    assert.deepEqual(await takeAll(), { audit: 1, bus: 0, chat: 0, json: 2, 'on-call': 2 });
  });

  it('says nothing of drift that stays the same, and says when it is over', async () => {
    const cluster = createCluster();
    await cluster.run(setImage('web:3'));
    await takeAll();
    assert.deepEqual(await cluster.run(setImage('web:3')), { sent: 0 });
    await cluster.run();
    const events = (await take('bus')) as unknown as { 'detail-type': string; detail: unknown }[];
    assert.deepEqual(
      events.map((event) => event['detail-type']),
      ['Drift Resolved'],
    );
    assert.match(JSON.stringify(events[0]?.detail), new RegExp(cluster.name));
  });

  it('makes one incident of one cause over several clusters, and tells who joined it', async () => {
    const change = setImage('web:4');
    const [one, two] = [createCluster(), createCluster()];
    await one.run(change);
    await takeAll();
    await two.run(change);
    const events = (await take('bus')) as unknown as { 'detail-type': string }[];
    assert.deepEqual(
      events.map((event) => event['detail-type']),
      ['Drift Changed'],
    );
    await one.run();
    await two.run();
  });

  it('tells that a check failed, and that it works again', async () => {
    const cluster = createCluster();
    const failure = {
      check: cluster.name,
      cluster: cluster.name,
      run: 'failed',
      verdict: 'failed',
      error: 'the role was refused',
    } as const;
    // A failure is told once it has lasted.
    await handler({ ...failure, at: '2026-11-04T01:00:00Z' });
    await handler({ ...failure, run: 'again', at: '2026-11-04T01:15:00Z' });
    await handler({ tell: 'again' });
    await cluster.run();
    const events = (await take('bus')) as unknown as { 'detail-type': string }[];
    assert.deepEqual(
      events.map((event) => event['detail-type']),
      ['Check Failed', 'Check Recovered'],
    );
  });

  it('tries every place, names the route that did not take it, and tells it later what it missed', async () => {
    await storeConfig(`${CONFIG}  - {name: gone, channel: {type: sns, topic: gone, format: json}}\n`);
    const cluster = createCluster();
    await assert.rejects(cluster.run(setImage('web:5')), /4 messages were delivered, and this was not: route gone \(sns\)/);
    assert.deepEqual(await takeAll(), { audit: 0, bus: 1, chat: 1, json: 1, 'on-call': 1 });
    await storeConfig(CONFIG);
    await cluster.run();
  });

  it('tells the places of the installation where the configuration cannot be read, and fails', async () => {
    await storeConfig('routes: [{name: audit}]');
    await assert.rejects(
      createCluster().run(setImage('web:6')),
      /3 messages were delivered, and this was not: s3:\/\/work\/plumbline\.yaml/,
    );
    assert.deepEqual(await takeAll(), { audit: 0, bus: 1, chat: 1, json: 1, 'on-call': 0 });
  });

  it('tells a digest that is due once, however many ask for it at once or again', async () => {
    const cluster = createCluster();
    await cluster.run(setImage('web:7'));
    const due = new Date(Date.now() - 60_000).toISOString().slice(11, 16);
    const digests = `incidents: none, digests: [{every: day, at: "${due}", timeZone: UTC}]`;
    await storeConfig(`${CONFIG}  - {name: daily, channel: {type: sns, topic: on-call, format: json}, ${digests}}\n`);
    await takeAll();
    await Promise.all([handler({ digests: due }), handler({ digests: due })]);
    const told = (await take('on-call')).map((message) => JSON.stringify(message));
    assert.equal(told.length, 1);
    assert.match(told[0] ?? '', new RegExp(`digest-daily-day-.*${cluster.name}`));
    await handler({ digests: due });
    assert.deepEqual(await takeAll(), { audit: 0, bus: 0, chat: 0, json: 0, 'on-call': 0 });
  });

  it('sends a sample to one route, takes it back, and says why where it does not arrive', async () => {
    assert.deepEqual(await handler({ test: 'on-call' }), { tested: 'on-call' });
    assert.deepEqual(await takeAll(), { audit: 0, bus: 0, chat: 0, json: 0, 'on-call': 2 });
    assert.match(JSON.stringify(await handler({ test: 'nobody' })), /there is no route nobody.*installation:chat.*on-call/);
    await storeConfig(`${CONFIG}  - {name: gone, channel: {type: sns, topic: gone, format: json}}\n`);
    assert.match(JSON.stringify(await handler({ test: 'gone' })), /route gone \(sns\): .*NotFound/);
  });
});
