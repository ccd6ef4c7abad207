/** `plan` and `notify`, as they are bundled, broken at every call they make and run again: nothing is lost, and a place hears of one thing twice at most. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { CheckOutcome } from '../../../functions/core/notification/check-outcome.ts';
import { buildHandler } from '../../support/build-handler.ts';
import { type FaultRelay, startFaultRelay, WAYS, type Way } from '../../support/fault-relay.ts';
import { createHandlerProcess, type Ending, type HandlerProcess } from '../../support/handler-process.ts';
import { createInstallation, HOME_ACCOUNT, type Installation } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();
const AT = '2026-11-21T08:00:00Z';
const NOWHERE = 'http://127.0.0.1:9';
const CONFIG = `
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

  function describeOutcome(check: string): CheckOutcome {
    const counts = { modified: 1, missing: 0, unmanaged: 0, unchecked: 0 };
    const reportKey = `reports/${check}/2026-11-21/080000Z-66bc1178.json`;
    return { check, cluster: check, run: 'r', at: AT, verdict: 'drifted', reportKey, fingerprint: 'f1', counts, headlines: [] };
  }

  it('tells every place of what happened, once, and twice at most where it was tried again', async () => {
    const lane = await openLane('notify');
    await run(lane, describeOutcome('whole'));
    const calls = lane.relay.calls();
    for (const place of ['chat', 'json', 'PutEvents'])
      assert.ok(
        calls.some((call) => call.includes(place)),
        `${place} is not among ${calls.join(', ')}`,
      );
    const cases = calls.flatMap((call) => WAYS.map((way) => ({ call, way, check: `${way} at ${call}` })));
    const tried = new Set<string>();
    for (const { call, way, check } of cases) {
      const outcome = describeOutcome(check);
      const first = await breakCall(lane, outcome, call, way);
      if (typeof first === 'object' && 'result' in first) continue;
      tried.add(check);
      await run(lane, outcome);
    }
    const { chat, json, bus } = installation.queues;
    const told = {
      chat: (await chat.take()).map((text) => JSON.parse(text).metadata.additionalContext.check as string),
      json: (await json.take()).map((text) => JSON.parse(text).check as string),
      bus: (await bus.take()).map((text) => JSON.parse(text).detail.check as string),
    };
    for (const [place, checks] of Object.entries(told)) {
      assert.equal(checks.filter((check) => check === 'whole').length, 1, place);
      for (const { check, way } of cases) {
        const count = checks.filter((each) => each === check).length;
        const most = tried.has(check) || way === 'cut-after' ? 2 : 1;
        assert.ok(count >= 1 && count <= most, `${place} heard ${count} times of ${check}`);
      }
    }
  });
});
