/**
 * The definition of the state machine, out of the synthesised template, executed by moto: over the handlers themselves with a fleet of three clusters
 * in two accounts, and over a thousand checks. moto runs no function, so its calls of Lambda come back here (`callsPort`).
 */
import assert from 'node:assert/strict';
import { after, before, describe, it, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { DetectEvent } from '../../../functions/io/detect-check.ts';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { listInstallation, SAMPLE_SETTINGS } from '../../infra/sample-installation.ts';
import type { FakeApiServer } from '../../support/fake-api-server.ts';
import { type FakeLambda, InvocationRefused, type LambdaHandler, startFakeLambda } from '../../support/fake-lambda.ts';
import { startGitHost } from '../../support/git-host.ts';
import { makeRepository } from '../../support/git-repository.ts';
import { createInstallation, HOME_ACCOUNT, type Installation } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { readDefinition } from '../../support/read-definition.ts';
import { type EksRelay, startEksRelay } from '../../support/relay-eks.ts';
import { SETTINGS, startSmallCluster } from '../../support/small-cluster.ts';

const obtained = await obtainMoto();
const REGION = 'eu-west-1';
const MEMBER = '222222222222';
const TOKEN = 'a-token-of-the-tests';
const AT = '2026-11-21T08:00:00Z';
/** More than a state may pass on to the next. */
const LARGEST_PAYLOAD = 256 * 1024;

/** The clock alone is ours: what failed is tried again as often as the definition says, after a second at most. */
function hasten(definition: object): string {
  const text = JSON.stringify(definition, (key, value: unknown) => (key === 'IntervalSeconds' || key === 'BackoffRate' ? 1 : value));
  // moto reads the same number only with its decimals.
  return text.replace(/("ToleratedFailurePercentage":\d+)(?=[,}])/, '$1.0');
}

describe('the state machine', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  const stops: (() => unknown)[] = [];
  const scope = { after: (stop: () => unknown) => stops.push(stop) } as unknown as TestContext;
  let moto: Moto;
  let relay: EksRelay;
  let lambda: FakeLambda;
  let installation: Installation;
  let definition: string;
  let steps: SFNClient;
  /** The repository of the fleet. */
  let shop: string;
  const clusters = new Map<string, FakeApiServer>();
  /** What answers for each function; a test may put another in its place. */
  const functions: Record<'plan' | 'detect' | 'notify', LambdaHandler> = { plan: () => null, detect: () => null, notify: () => null };

  before(async () => {
    lambda = await startFakeLambda({
      plan: (event, context) => functions.plan(event, context),
      detect: (event, context) => functions.detect(event, context),
      notify: (event, context) => functions.notify(event, context),
    });
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail(), { callsPort: lambda.port });
    lambda.passOnTo(moto.endpoint);
    await moto.configure({ stepfunctions: { execute_state_machine: true } });
    steps = new SFNClient(moto.client);
    relay = await startEksRelay(
      moto.endpoint,
      new Map(
        await Promise.all(
          ['tools', 'prod-eu', 'locked'].map(async (name) => {
            const server = await startSmallCluster('debug', () => name !== 'locked');
            clusters.set(name, server);
            return [name, { url: server.url, authority: server.authority.cert }] as const;
          }),
        ),
      ),
    );
    stops.push(
      () => lambda.stop(),
      () => moto.stop(),
      () => relay.stop(),
      () => Promise.all([...clusters.values()].map((server) => server.stop())),
    );
    installation = await createInstallation(moto, relay.endpoint);
    definition = hasten(readDefinition(synthesise(), resolveName));
  });
  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  function synthesise() {
    return listInstallation({ ...SAMPLE_SETTINGS, config: 'examples/fleet/plumbline.yaml', 'aws:cdk:bundling-stacks': [] });
  }

  function resolveName(name: string): string {
    const handler = /^(Plan|Detect|Notify)[0-9A-F]{8}\.Arn$/.exec(name)?.[1];
    if (handler !== undefined) return `arn:aws:lambda:${REGION}:${HOME_ACCOUNT}:function:${handler.toLowerCase()}`;
    if (name === 'AWS::Partition') return 'aws';
    return /^plumbline-storage\/Runs[0-9A-F]{8}$/.test(name) ? 'work' : assert.fail(`${name} stands for nothing`);
  }

  async function execute(input: object): Promise<{ readonly status: string; readonly output: string; readonly cause: string }> {
    const roleArn = `arn:aws:iam::${HOME_ACCOUNT}:role/checks`;
    const { stateMachineArn } = await steps.send(new CreateStateMachineCommand({ name: `checks-${Math.random()}`, definition, roleArn }));
    const { executionArn } = await steps.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
    for (;;) {
      const { status = '', output = '', cause = '' } = await steps.send(new DescribeExecutionCommand({ executionArn }));
      if (status !== 'RUNNING') {
        await steps.send(new DeleteStateMachineCommand({ stateMachineArn }));
        return { status, output, cause };
      }
      await sleep(50);
    }
  }

  async function prepareFleet(): Promise<void> {
    const host = await startGitHost(scope, makeRepository(scope, { 'settings.yaml': SETTINGS }), { token: TOKEN });
    shop = host.url;
    const role = `arn:aws:iam::${MEMBER}:role/plumbline-reader`;
    await installation.addSecret('git/shop', JSON.stringify({ token: TOKEN }));
    await installation.configure(`
sources: [{id: shop, url: "${shop}", revision: main, secret: git/shop}]
scope: {unmanaged: false}
alerts: {graceMinutes: 0}
clusters:
  - {name: tools, eks: {region: ${REGION}}}
  - {name: prod-eu, eks: {region: ${REGION}, account: "${MEMBER}", role: "${role}", externalId: plumb-42}}
  - {name: locked, eks: {region: ${REGION}}}
`);
    const { Credentials: there } = await new STSClient(moto.client).send(
      new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'set-up' }),
    );
    const credentials = {
      accessKeyId: there?.AccessKeyId ?? '',
      secretAccessKey: there?.SecretAccessKey ?? '',
      sessionToken: there?.SessionToken ?? '',
    };
    const roleArn = `arn:aws:iam::${HOME_ACCOUNT}:role/eks`;
    for (const [name, client] of [
      ['tools', moto.client],
      ['locked', moto.client],
      ['prod-eu', { ...moto.client, credentials }],
    ] as const)
      await new EKSClient(client).send(new CreateClusterCommand({ name, roleArn, resourcesVpcConfig: {} }));
    Object.assign(process.env, installation.variables);
    functions.plan = (await import('../../../functions/handlers/plan.ts')).handler;
    functions.detect = (await import('../../../functions/handlers/detect.ts')).handler;
    functions.notify = (await import('../../../functions/handlers/notify.ts')).handler;
  }

  const countInvocations = (name: string, run: string): number =>
    lambda.invocations.filter((each) => each.name === name && JSON.stringify(each.event).includes(`"run":"${run}"`)).length;

  it('plans a fleet, checks every cluster of it, and tells of the one that lets nobody in as of the others', async () => {
    await prepareFleet();
    const { status, cause } = await execute({ run: 'r1', at: AT });
    assert.equal(status, 'SUCCEEDED', cause);
    const reports = openS3ReportStore(installation.s3, { bucket: 'reports' });
    assert.deepEqual(await reports.listClusters(), ['prod-eu', 'tools']);
    const messages = (await installation.queues.json.take()).map((text) => JSON.parse(text));
    assert.deepEqual(messages.map(({ event, clusters }) => `${event}: ${clusters}`).sort(), [
      'Check Failed: locked',
      'Drift Detected: prod-eu,tools',
    ]);
    assert.equal((await installation.queues.chat.take()).length, 2);
    assert.equal((await installation.queues.bus.take()).length, 2);
    const [failed] = messages.filter(({ event }) => event === 'Check Failed');
    assert.match(failed.problem, /^the API server https:\/\/127\.0\.0\.1:\d+ does not accept the credentials: Unauthorized .*aws-auth/);
    // Who is not let in now is not let in a minute later: nothing is tried again.
    assert.deepEqual([countInvocations('detect', 'r1'), countInvocations('notify', 'r1')], [3, 3]);
  });

  it('tells nobody of the same failure and the same drift at the next run', async () => {
    const { status, cause } = await execute({ run: 'r1-again', at: '2026-11-21T08:15:00Z' });
    assert.equal(status, 'SUCCEEDED', cause);
    assert.deepEqual(await installation.queues.json.take(), []);
    assert.equal(countInvocations('notify', 'r1-again'), 3);
  });

  it('keeps that a function crashes, tells it once, and tells when the check works again', async () => {
    const detect = functions.detect;
    const crash: LambdaHandler = (event: DetectEvent, context) => {
      if (event.item.id === 'tools' && event.failure === undefined) throw new Error('out of memory');
      return detect(event as never, context);
    };
    const tellOf = async (run: string, at: string, handler: LambdaHandler): Promise<string[]> => {
      functions.detect = handler;
      assert.equal((await execute({ run, at })).status, 'SUCCEEDED');
      return (await installation.queues.json.take())
        .map((text) => JSON.parse(text))
        .map(({ event, clusters, problem }) => [event, clusters, problem].join(' '));
    };
    assert.deepEqual(await tellOf('c1', '2026-11-21T08:30:00Z', crash), ['Check Failed tools out of memory']);
    // Once, and three times again: it might have been a passing thing. Then it is kept.
    assert.equal(countInvocations('detect', 'c1'), 2 + 4 + 1);
    assert.deepEqual(await tellOf('c2', '2026-11-21T08:45:00Z', crash), []);
    assert.deepEqual(await tellOf('c3', '2026-11-21T09:00:00Z', detect), ['Check Recovered tools ']);
  });

  it('leaves a check alone that another run has, and tells nothing of it', async () => {
    functions.detect = () => ({ check: 'tools', run: 'r2', held: 'r1' });
    assert.equal((await execute({ run: 'r2', at: AT })).status, 'SUCCEEDED');
    assert.deepEqual([countInvocations('detect', 'r2'), countInvocations('notify', 'r2')], [3, 0]);
  });

  it('checks what follows what was pushed, and ends well where nothing does', async () => {
    functions.detect = () => ({ check: 'tools', run: 'another', held: 'another' });
    const push = { urls: [shop], refs: ['refs/heads/main'] };
    assert.equal((await execute({ run: 'push-1', at: AT, push })).status, 'SUCCEEDED');
    assert.equal((await execute({ run: 'push-2', at: AT, push: { ...push, refs: ['refs/heads/feature'] } })).status, 'SUCCEEDED');
    assert.deepEqual([countInvocations('detect', 'push-1'), countInvocations('detect', 'push-2')], [3, 0]);
    assert.deepEqual([countInvocations('plan', 'push-1'), countInvocations('plan', 'push-2')], [1, 1]);
  });

  it('runs a thousand checks out of a file that no state could carry, and one that fails does not touch the others', async () => {
    const items = Array.from({ length: 1_000 }, (_, i) => ({ item: { id: `cluster-${i}`, about: 'x'.repeat(300) }, run: 'r3', at: AT }));
    const refused = new Set(['cluster-7', 'cluster-500']);
    const told: { check: string; verdict: string; error: string }[] = [];
    functions.plan = async () => {
      await installation.s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plans/r3.json', Body: JSON.stringify(items) }));
      return { bucket: 'work', key: 'plans/r3.json', count: items.length, problems: [] };
    };
    functions.detect = ({ item: { id } }: DetectEvent) => {
      if (id === 'cluster-13') throw new Error('there is no cluster "cluster-13"');
      if (refused.delete(id)) throw new InvocationRefused('TooManyRequestsException', 429);
      return { check: id, run: 'r3', held: 'another' };
    };
    functions.notify = (event: (typeof told)[number] | { readonly tell: string }) => void ('tell' in event || told.push(event));
    const { status, cause, output } = await execute({ run: 'r3', at: AT });
    assert.equal(status, 'SUCCEEDED', cause);
    const { ContentLength = 0 } = await installation.s3.send(new HeadObjectCommand({ Bucket: 'work', Key: 'plans/r3.json' }));
    assert.ok(ContentLength > LARGEST_PAYLOAD, `${ContentLength} bytes`);
    const ids = lambda.invocations.flatMap(({ name, event }) => (name === 'detect' ? [event as DetectEvent] : []));
    const counts = new Map<string, number>();
    for (const { run, item } of ids) if (run === 'r3') counts.set(item.id, (counts.get(item.id) ?? 0) + 1);
    assert.equal(counts.size, items.length);
    assert.deepEqual([...counts].filter(([, count]) => count > 1).sort(), [
      // Four times the check, and as often that it failed.
      ['cluster-13', 8],
      ['cluster-500', 2],
      ['cluster-7', 2],
    ]);
    assert.deepEqual(
      told.map(({ check, verdict, error }) => [check, verdict, JSON.parse(error).errorMessage]),
      [['cluster-13', 'failed', 'there is no cluster "cluster-13"']],
    );
    const { Bucket, Key } = JSON.parse(output).checks.ResultWriterDetails as { readonly Bucket: string; readonly Key: string };
    assert.match(Key, /^results\/.+\/manifest\.json$/);
    const manifest = await installation.s3.send(new GetObjectCommand({ Bucket, Key }));
    assert.equal(JSON.parse((await manifest.Body?.transformToString()) ?? '').DestinationBucket, 'work');
    assert.ok(Buffer.byteLength(output) < LARGEST_PAYLOAD);
  });
});
