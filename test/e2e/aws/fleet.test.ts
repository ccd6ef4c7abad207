/**
 * One run over a fleet, with the handlers themselves: two real API servers in two accounts, one cluster that lets nobody in, git over smart HTTP with
 * a token out of Secrets Manager, reports in S3, state in DynamoDB, messages through SNS into queues.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { CheckOutcome } from '../../../functions/core/notification/check-outcome.ts';
import type { DetectEvent, DetectResult } from '../../../functions/io/detect-check.ts';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { startGitHost } from '../../support/git-host.ts';
import { makeRepository } from '../../support/git-repository.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { createQueue, type Queue } from '../../support/queue.ts';
import { type EksRelay, type RealCluster, startEksRelay } from '../../support/relay-eks.ts';
import { startTokenWebhook, type TokenWebhook } from '../../support/token-webhook.ts';
import { obtainControlPlane } from '../control-plane/obtain-control-plane.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start-control-plane.ts';
import { runKubectl } from '../support/run-kubectl.ts';

const [plane, obtained] = [await obtainControlPlane(), await obtainMoto()];
const skip = 'skip' in plane ? plane.skip : 'skip' in obtained ? obtained.skip : false;
const REGION = 'eu-west-1';
const HOME = '123456789012';
const MEMBER = '222222222222';
const ROLE = `arn:aws:iam::${MEMBER}:role/plumbline-reader`;
const LOCAL = `arn:aws:iam::${HOME}:role/plumbline-local`;
const TOKEN = 'a-token-of-the-tests';
const SETTINGS = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: default\ndata:\n  level: info\n';
const AT = '2026-11-21T08:00:00Z';
const context = { getRemainingTimeInMillis: () => 120_000 };

describe('a run over a fleet', { skip }, () => {
  const stops: (() => unknown)[] = [];
  /** What the helpers of single tests leave behind goes when the suite ends. */
  const scope = { after: (stop: () => unknown) => stops.push(stop) } as unknown as TestContext;
  const webhooks: TokenWebhook[] = [];
  let moto: Moto;
  let relay: EksRelay;
  let queues: Record<'chat' | 'json', Queue>;
  let s3: S3Client;
  let gitUrl: string;
  let handlers: {
    plan: (event: { run: string; at: string }) => Promise<{ bucket: string; key: string; count: number; problems: readonly string[] }>;
    detect: (event: DetectEvent, context: { getRemainingTimeInMillis: () => number }) => Promise<DetectResult>;
    notify: (outcome: CheckOutcome) => Promise<string | null>;
  };

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const clusters = new Map<string, RealCluster>();
    relay = await startEksRelay(moto.endpoint, clusters);
    stops.push(
      () => relay.stop(),
      () => moto.stop(),
    );
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: relay.endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      PLUMBLINE_CONFIG: 's3://work/plumbline.yaml',
      PLUMBLINE_WORK_BUCKET: 'work',
      PLUMBLINE_REPORT_BUCKET: 'reports',
      PLUMBLINE_STATE_TABLE: 'state',
      PLUMBLINE_MASK_SECRET: 'mask',
      PLUMBLINE_EVENT_BUS: 'plumbline',
    });
    const servers = [await startCluster('tools', LOCAL, clusters), await startCluster('prod-eu', ROLE, clusters)];
    clusters.set('locked', clusters.get('prod-eu') ?? assert.fail());
    await Promise.all(servers.map((server) => runKubectl(server, ['apply', '-f', '-'], SETTINGS.replace('info', 'debug'))));
    const host = await startGitHost(scope, makeRepository(scope, { 'settings.yaml': SETTINGS }), { token: TOKEN });
    gitUrl = host.url;
    await createAws();
    handlers = {
      plan: (await import('../../../functions/handlers/plan.ts')).handler,
      detect: (await import('../../../functions/handlers/detect.ts')).handler,
      notify: (await import('../../../functions/handlers/notify.ts')).handler,
    };
  });
  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  async function startCluster(name: string, role: string, clusters: Map<string, RealCluster>): Promise<ControlPlane> {
    const webhook = await startTokenWebhook({
      cluster: name,
      stsEndpoint: relay.endpoint,
      entries: [{ role, groups: ['plumbline:readers'] }],
    });
    const server = await startControlPlane('binaries' in plane ? plane.binaries : assert.fail(), webhook.flags);
    webhooks.push(webhook);
    stops.push(
      () => webhook.stop(),
      () => server.stop(),
    );
    clusters.set(name, { url: server.url, authority: readFileSync(server.caFile, 'utf8') });
    const bin = join(import.meta.dirname, '../../../functions/cli/bin.js');
    await runKubectl(server, ['apply', '-f', '-'], execFileSync(process.execPath, [bin, 'rbac', '--with-secrets'], { encoding: 'utf8' }));
    return server;
  }

  async function createAws(): Promise<void> {
    s3 = new S3Client({ forcePathStyle: true });
    for (const Bucket of ['work', 'reports']) {
      await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } }));
    }
    const config = `
sources: [{id: shop, url: "${gitUrl}", revision: main, secret: git/shop}]
scope: {unmanaged: false}
clusters:
  - {name: tools, eks: {region: ${REGION}, role: "${LOCAL}"}}
  - {name: prod-eu, eks: {region: ${REGION}, account: "${MEMBER}", role: "${ROLE}", externalId: plumb-42}}
  - {name: locked, eks: {region: ${REGION}}}
`;
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml', Body: config }));
    const secrets = new SecretsManagerClient({});
    await secrets.send(new CreateSecretCommand({ Name: 'mask', SecretString: 'a key of the tests' }));
    await secrets.send(new CreateSecretCommand({ Name: 'git/shop', SecretString: JSON.stringify({ token: TOKEN }) }));
    const keys = ['pk', 'sk'] as const;
    await new DynamoDBClient({}).send(
      new CreateTableCommand({
        TableName: 'state',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keys.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
    const member = await new STSClient({}).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'set-up' }));
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = member.Credentials ?? {};
    const there = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const roleArn = `arn:aws:iam::${HOME}:role/eks`;
    for (const [name, credentials] of [['tools'], ['locked'], ['prod-eu', there]] as const) {
      await new EKSClient(credentials ? { credentials } : {}).send(new CreateClusterCommand({ name, roleArn, resourcesVpcConfig: {} }));
    }
    const sns = new SNSClient({});
    const [chat, json] = [await createQueue(moto.endpoint, 'chat', HOME, REGION), await createQueue(moto.endpoint, 'json', HOME, REGION)];
    queues = { chat, json };
    for (const name of ['chat', 'json'] as const) {
      const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: name }));
      await sns.send(
        new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queues[name].arn, Attributes: { RawMessageDelivery: 'true' } }),
      );
      process.env[`PLUMBLINE_${name.toUpperCase()}_TOPIC`] = TopicArn;
    }
    await new EventBridgeClient({}).send(new CreateEventBusCommand({ Name: 'plumbline' }));
  }

  /** What the state machine does: a check that could not run is told of too. */
  async function run(name: string, at: string): Promise<(string | null)[]> {
    const { bucket, key } = await handlers.plan({ run: name, at });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const events = JSON.parse((await Body?.transformToString()) ?? '') as DetectEvent[];
    return Promise.all(
      events.map(async (event) => {
        const { id } = event.item;
        const failure = { check: id, cluster: id, run: name, at, verdict: 'failed' } as const;
        const result = await handlers.detect(event, context).catch((error: Error) => ({ ...failure, error: error.message }));
        return 'held' in result ? null : handlers.notify(result);
      }),
    );
  }

  it('stores a report of each cluster it could read, tells of each once, and names the one that let nobody in', async () => {
    assert.deepEqual((await run('r1', AT)).sort(), ['Check Failed', 'Drift Detected', 'Drift Detected']);
    const reports = openS3ReportStore(s3, { bucket: 'reports' });
    assert.deepEqual(await reports.listClusters(), ['prod-eu', 'tools']);
    for (const cluster of ['prod-eu', 'tools']) {
      const report = await reports.readLatest(cluster);
      assert.equal(report?.verdict, 'drifted');
      assert.deepEqual(
        report?.differences.map(({ ref }) => ref.name),
        ['settings'],
      );
      assert.equal(report?.readAt, AT);
    }
    const chat = (await queues.chat.take()).map((message) => JSON.parse(message).content as { title: string; description: string });
    assert.deepEqual(chat.map(({ title }) => title.replace(/^:\w+: /, '')).sort(), [
      'Check Failed: locked',
      'Drift Detected: prod-eu',
      'Drift Detected: tools',
    ]);
    const failed = chat.find(({ title }) => title.includes('locked'));
    assert.match(failed?.description ?? '', /401|refuse|unauthorized|let/i);
    assert.equal((await queues.json.take()).length, 3);
    for (const { refused } of webhooks.filter((_, i) => i === 0)) assert.deepEqual(refused, []);
  });

  it('tells the same drift, and the same failure, of the next run to nobody', async () => {
    const events = await run('r2', '2026-11-21T08:15:00Z');
    assert.deepEqual(events, [null, null, null]);
    const reports = openS3ReportStore(s3, { bucket: 'reports' });
    assert.equal((await Array.fromAsync(reports.list('tools'))).length, 2);
  });

  it('lets no token, key or value of a secret out', async () => {
    const messages = [...(await queues.chat.take()), ...(await queues.json.take())].join('\n');
    assert.doesNotMatch(messages, new RegExp(`${TOKEN}|k8s-aws-v1|X-Amz-`));
  });
});
