/**
 * One run over a fleet, with the handlers themselves: two real API servers in two accounts, one cluster that lets nobody in, git over smart HTTP with
 * a token out of Secrets Manager, reports in S3, state in DynamoDB, messages through SNS into queues.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { NotifyEvent } from '../../../functions/handlers/notify.ts';
import type { DetectEvent, DetectResult } from '../../../functions/io/detect-check.ts';
import type { NotifyResult } from '../../../functions/io/notify-run.ts';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { startGitHost } from '../../support/git-host.ts';
import { makeRepository } from '../../support/git-repository.ts';
import { createInstallation, HOME_ACCOUNT, type Installation } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { type EksRelay, type RealCluster, startEksRelay } from '../../support/relay-eks.ts';
import { startTokenWebhook, type TokenWebhook } from '../../support/token-webhook.ts';
import { obtainControlPlane } from '../control-plane/obtain-control-plane.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start-control-plane.ts';
import { runKubectl } from '../support/run-kubectl.ts';

const [plane, obtained] = [await obtainControlPlane(), await obtainMoto()];
const skip = 'skip' in plane ? plane.skip : 'skip' in obtained ? obtained.skip : false;
const REGION = 'eu-west-1';
const MEMBER = '222222222222';
const ROLE = `arn:aws:iam::${MEMBER}:role/plumbline-reader`;
const LOCAL = `arn:aws:iam::${HOME_ACCOUNT}:role/plumbline-local`;
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
  let installation: Installation;
  let gitUrl: string;
  let messages: readonly string[] = [];
  let handlers: {
    plan: (event: { run: string; at: string }) => Promise<{ bucket: string; key: string; count: number; problems: readonly string[] }>;
    detect: (event: DetectEvent, context: { getRemainingTimeInMillis: () => number }) => Promise<DetectResult>;
    notify: (event: NotifyEvent) => Promise<NotifyResult>;
  };

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const clusters = new Map<string, RealCluster>();
    relay = await startEksRelay(moto.endpoint, clusters);
    stops.push(
      () => relay.stop(),
      () => moto.stop(),
    );
    installation = await createInstallation(moto, relay.endpoint);
    Object.assign(process.env, installation.variables);
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
    await installation.configure(`
sources: [{id: shop, url: "${gitUrl}", revision: main, secret: git/shop}]
scope: {unmanaged: false}
alerts: {graceMinutes: 0, rolloutMinutes: 0}
clusters:
  - {name: tools, eks: {region: ${REGION}, role: "${LOCAL}"}}
  - {name: prod-eu, eks: {region: ${REGION}, account: "${MEMBER}", role: "${ROLE}", externalId: plumb-42}}
  - {name: locked, eks: {region: ${REGION}}}
`);
    await installation.addSecret('git/shop', JSON.stringify({ token: TOKEN }));
    const member = await new STSClient({}).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'set-up' }));
    const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = member.Credentials ?? {};
    const there = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    const roleArn = `arn:aws:iam::${HOME_ACCOUNT}:role/eks`;
    for (const [name, credentials] of [['tools'], ['locked'], ['prod-eu', there]] as const) {
      await new EKSClient(credentials ? { credentials } : {}).send(new CreateClusterCommand({ name, roleArn, resourcesVpcConfig: {} }));
    }
  }

  /** What the state machine does: what each check saw is kept, also that it could not run, and at the end of the run what is new is told. */
  async function run(name: string, at: string): Promise<string[]> {
    const { bucket, key } = await handlers.plan({ run: name, at });
    const { Body } = await installation.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    const events = JSON.parse((await Body?.transformToString()) ?? '') as DetectEvent[];
    await Promise.all(
      events.map(async (event) => {
        const { id } = event.item;
        const failure = { check: id, cluster: id, run: name, at, verdict: 'failed' } as const;
        const result = await handlers.detect(event, context).catch((error: Error) => ({ ...failure, error: error.message }));
        return 'held' in result ? null : handlers.notify(result);
      }),
    );
    await handlers.notify({ tell: name });
    const taken = await Promise.all(
      [installation.queues.chat, installation.queues.json, installation.queues.bus].map(({ take }) => take()),
    );
    messages = [...messages, ...taken.flat()];
    const [chat = [], json = [], bus = []] = taken;
    assert.deepEqual([chat.length, bus.length], [json.length, json.length]);
    return json
      .map((message) => JSON.parse(message))
      .map(({ event, clusters }) => `${event}: ${clusters}`)
      .sort();
  }

  it('stores a report of each cluster it could read, tells the cause that they share once, and names the one that let nobody in', async () => {
    assert.deepEqual(await run('r1', AT), ['Check Failed: locked', 'Drift Detected: prod-eu,tools']);
    const reports = openS3ReportStore(installation.s3, { bucket: 'reports' });
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
    assert.match(messages.join('\n'), /locked[\s\S]*(401|refuse|unauthorized|let)/i);
    assert.match(messages.join('\n'), /settings[\s\S]*debug/);
    for (const { refused } of webhooks.filter((_, i) => i === 0)) assert.deepEqual(refused, []);
  });

  it('tells the same drift, and the same failure, of the next run to nobody', async () => {
    assert.deepEqual(await run('r2', '2026-11-21T08:15:00Z'), []);
    const reports = openS3ReportStore(installation.s3, { bucket: 'reports' });
    assert.equal((await Array.fromAsync(reports.list('tools'))).length, 2);
  });

  it('lets no token, key or value of a secret out', async () => {
    assert.ok(messages.length > 0);
    assert.doesNotMatch(messages.join('\n'), new RegExp(`${TOKEN}|k8s-aws-v1|X-Amz-`));
  });
});
