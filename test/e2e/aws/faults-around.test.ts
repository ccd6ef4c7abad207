/** `plan` and `notify`, as they are bundled, broken at every call they make and run again: nothing is lost, and a place hears of one thing twice at most. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { DeleteObjectCommand, GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Thread } from '../../../functions/core/incident/thread.ts';
import { buildOutcome } from '../../../functions/core/notification/build-outcome.ts';
import type { CheckOutcome } from '../../../functions/core/notification/check-outcome.ts';
import { openDynamoDocuments } from '../../../functions/io/documents/dynamo-documents.ts';
import { threadsOf } from '../../../functions/io/incidents/tell-incidents.ts';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { buildHandler } from '../../support/build-handler.ts';
import { type FaultRelay, startFaultRelay, WAYS, type Way } from '../../support/fault-relay.ts';
import { createHandlerProcess, type Ending, type HandlerProcess } from '../../support/handler-process.ts';
import { createInstallation, HOME_ACCOUNT, type Installation } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import type { Queue } from '../../support/queue.ts';
import { buildChanged, buildModified, buildPath, buildReport } from '../../support/sample-report.ts';

const obtained = await obtainMoto();
const AT = '2026-11-21T08:00:00Z';
const NOWHERE = 'http://127.0.0.1:9';
const CONFIG = `
alerts: {graceMinutes: 0}
sources: [{id: shop, url: "https://git.example.com/shop.git"}]
clusters: [{name: prod-eu, eks: {region: eu-west-1}}]
discover: {tag: {key: plumbline}, regions: [eu-west-1]}
`;

interface Lane {
  readonly relay: FaultRelay;
  readonly handler: HandlerProcess;
}

describe('a function that breaks', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  const stops: (() => unknown)[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-faults-'));
  let moto: Moto;
  let installation: Installation;

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    stops.push(() => moto.stop());
    installation = await createInstallation(moto);
    await installation.configure(CONFIG);
    const cluster = { name: 'tools', roleArn: `arn:aws:iam::${HOME_ACCOUNT}:role/eks`, resourcesVpcConfig: {}, tags: { plumbline: 'yes' } };
    await new EKSClient(moto.client).send(new CreateClusterCommand(cluster));
  });
  after(async () => {
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function openLane(name: string): Promise<Lane> {
    const bundle = await buildHandler(name, folder);
    const relay = await startFaultRelay({ aws: moto.endpoint, git: NOWHERE, cluster: NOWHERE, kill: () => handler.kill() });
    const handler = createHandlerProcess(bundle, { ...installation.variables, AWS_ENDPOINT_URL: relay.endpoint });
    stops.push(
      () => relay.stop(),
      () => handler.stop(),
    );
    return { relay, handler };
  }

  async function breakCall({ relay, handler }: Lane, event: object, call: string, way: Way): Promise<Ending> {
    let hit = false;
    relay.arm((name) => {
      if (name !== call || hit) return undefined;
      hit = true;
      return way;
    });
    const ending = await handler.invoke(event);
    assert.ok(hit, `${way} at ${call}: never came to it`);
    relay.arm();
    return ending;
  }

  async function run({ relay, handler }: Lane, event: object): Promise<unknown> {
    relay.arm();
    const ending = await handler.invoke(event);
    return typeof ending === 'object' && 'result' in ending ? ending.result : assert.fail(JSON.stringify(ending));
  }

  async function readPlan(run: string): Promise<string> {
    const { Body } = await installation.s3.send(new GetObjectCommand({ Bucket: 'work', Key: `plans/${run}.json` }));
    return ((await Body?.transformToString()) ?? '').replaceAll(run, 'RUN');
  }

  it('plans the same checks when it is run again', async () => {
    const lane = await openLane('plan');
    await run(lane, { run: 'whole', at: AT });
    const calls = lane.relay.calls();
    for (const kind of ['S3 GET work/plumbline.yaml', 'S3 PUT work/plans', 'eks GET /clusters', 'eks GET /clusters/tools'])
      assert.ok(
        calls.some((call) => call.startsWith(kind)),
        `${kind} is not among ${calls.join(', ')}`,
      );
    const whole = await readPlan('whole');
    assert.equal(JSON.parse(whole).length, 2);
    for (const [i, { call, way }] of calls.flatMap((call) => WAYS.map((way) => ({ call, way }))).entries()) {
      const event = { run: `case-${i}-end`, at: AT };
      await breakCall(lane, event, call, way);
      const { count, key } = (await run(lane, event)) as { readonly count: number; readonly key: string };
      assert.deepEqual([count, key], [2, `plans/${event.run}.json`], `${way} at ${call}`);
      assert.equal(await readPlan(event.run), whole, `${way} at ${call}`);
    }
  });

  /** Stores the report of a run that found drift of a cause of its own, and says how it ended. */
  async function storeOutcome(check: string): Promise<CheckOutcome> {
    const path = buildPath('spec', 'template', 'spec', 'containers', { name: 'web' }, 'image');
    const report = {
      ...buildReport([buildModified('Deployment.apps shop/web', [buildChanged(path, 'web:1', `web:${check}`)])]),
      check: { id: check, cluster: { name: check, server: 'arn' } },
    };
    const { key } = await openS3ReportStore(installation.s3, { bucket: 'reports' }).store(report);
    return buildOutcome(report, { run: `run of ${check}`, reportKey: key, fingerprint: 'f' });
  }

  it('keeps what a run saw, and tells every place of it once, and one place twice at most where it died before it knew', async () => {
    const lane = await openLane('notify');
    await run(lane, await storeOutcome('whole'));
    const toKeep = lane.relay.calls();
    await run(lane, { tell: 'whole' });
    const toTell = lane.relay.calls();
    for (const place of ['chat', 'json', 'PutEvents'])
      assert.ok(
        toTell.some((call) => call.includes(place)),
        `${place} is not among ${toTell.join(', ')}`,
      );
    const stages = { keep: toKeep, tell: toTell };
    const cases = (['keep', 'tell'] as const).flatMap((stage) =>
      stages[stage].flatMap((call, index) =>
        waysOf(call).map((way) => ({ stage, at: index + 1, way, check: `${stage}-${index + 1}-${way}` })),
      ),
    );
    for (const { stage, at, way, check } of cases) {
      const outcome = await storeOutcome(check);
      if (stage === 'keep') await breakAt(lane, outcome, at, way);
      await run(lane, outcome);
      if (stage === 'tell') await breakAt(lane, { tell: check }, at, way);
      await endClaims();
      await run(lane, { tell: check });
      await forgetHistories();
    }
    const { chat, json, bus } = installation.queues;
    for (const [place, queue] of Object.entries({ chat, json, bus })) {
      const told = await takeAll(queue);
      const count = (check: string): number => told.filter((text) => text.includes(`"${check}"`)).length;
      assert.equal(count('whole'), 1, place);
      for (const { stage, check } of cases) {
        const most = stage === 'keep' ? 1 : 2;
        assert.ok(count(check) >= 1 && count(check) <= most, `${place} heard ${count(check)} times of ${check}`);
      }
    }
  });

  /** Whether a reading was made before its answer was lost changes nothing. */
  function waysOf(call: string): readonly Way[] {
    return / GET |GetItem|Query/.test(call) ? ['refuse', 'die-before'] : WAYS;
  }

  /** Each case is a cluster of its own: without this, the page of all of them would be of hundreds in the end. */
  async function forgetHistories(): Promise<void> {
    const { Contents = [] } = await installation.s3.send(new ListObjectsV2Command({ Bucket: 'reports', Prefix: 'history/' }));
    for (const { Key } of Contents) await installation.s3.send(new DeleteObjectCommand({ Bucket: 'reports', Key }));
  }

  /** Breaks the nth call of an invocation, whatever it is. */
  async function breakAt({ relay, handler }: Lane, event: object, nth: number, way: Way): Promise<void> {
    let seen = 0;
    relay.arm(() => (++seen === nth ? way : undefined));
    await handler.invoke(event);
    assert.ok(seen >= nth, `${way} at call ${nth}: never came to it`);
    relay.arm();
  }

  /** What a notifier that died had taken on is free again, as it is some minutes later. */
  async function endClaims(): Promise<void> {
    const store = openDynamoDocuments(DynamoDBDocumentClient.from(new DynamoDBClient(moto.client)), 'state', {
      now: Date.now,
      nonce: randomUUID,
    });
    for (const route of ['chat', 'json', 'events']) {
      const partition = threadsOf(`installation:${route}`);
      for (const { id, version, value } of await store.list<Thread>(partition)) {
        if (value.pending === undefined) continue;
        await store.write(partition, id, { ...value, pending: { ...value.pending, claimedUntil: AT } }, version);
      }
    }
  }

  async function takeAll(queue: Queue): Promise<string[]> {
    const all: string[] = [];
    for (let some = await queue.take(); some.length > 0; some = await queue.take()) all.push(...some);
    return all;
  }
});
