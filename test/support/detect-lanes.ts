import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { WHOLE_CLUSTER } from '../../functions/core/check.ts';
import type { DetectEvent } from '../../functions/io/detect-check.ts';
import { startReplayServer } from '../../functions/io/kube/replay-server.ts';
import { buildHandler } from './build-handler.ts';
import { type FaultRelay, startFaultRelay } from './fault-relay.ts';
import { startGitHost } from './git-host.ts';
import { makeRepository } from './git-repository.ts';
import { createHandlerProcess, type HandlerProcess } from './handler-process.ts';
import { createInstallation, HOME_ACCOUNT, type Installation } from './installation.ts';
import { type Moto, startMoto } from './moto.ts';
import { answerAsSmallCluster, SETTINGS } from './small-cluster.ts';

const TOKEN = 'a-token-of-the-tests';
const MEMBER = '222222222222';
const ROLE = `arn:aws:iam::${MEMBER}:role/plumbline-reader`;

/** `detect` as it is bundled, in a sandbox with a relay and a cluster of its own. */
export interface Lane {
  readonly relay: FaultRelay;
  readonly detect: HandlerProcess;
  /** What somebody set `settings` of the cluster to; git says `info`. */
  level: string;
}

export interface DetectLanes {
  readonly moto: Moto;
  readonly installation: Installation;
  readonly lanes: readonly Lane[];
  readonly stop: () => Promise<void>;
}

/** An installation in moto with a cluster of another account and a git host with a token, and so many sandboxes over it. */
export async function startDetectLanes(python: string, count: number): Promise<DetectLanes> {
  const stops: (() => unknown)[] = [];
  /** What the helpers of single tests leave behind goes with the lanes. */
  const scope = { after: (stop: () => unknown) => stops.push(stop) } as unknown as TestContext;
  const stop = async (): Promise<void> => {
    for (const each of stops.reverse()) await each();
  };
  try {
    return { ...(await start(python, count, scope, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(python: string, count: number, scope: TestContext, stops: (() => unknown)[]): Promise<Omit<DetectLanes, 'stop'>> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-lanes-'));
  const moto = await startMoto(python);
  stops.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => moto.stop(),
  );
  const installation = await createInstallation(moto);
  await installation.configure('sources: [{id: shop, url: "https://git.example.com/shop.git"}]\n');
  await installation.addSecret('git/shop', JSON.stringify({ token: TOKEN }));
  await createCluster(moto);
  const host = await startGitHost(scope, makeRepository(scope, { 'settings.yaml': SETTINGS }), { token: TOKEN });
  const bundle = await buildHandler('detect', folder);

  const openLane = async (index: number): Promise<Lane> => {
    const lane = { level: 'debug' };
    const server = await startReplayServer((request) => answerAsSmallCluster(lane.level)(request));
    const upstreams = { aws: moto.endpoint, git: new URL(host.url).origin, cluster: server.url, kill: () => detect.kill() };
    const relay = await startFaultRelay(upstreams);
    const TMPDIR = mkdtempSync(join(folder, `lane-${index}-`));
    const detect = createHandlerProcess(bundle, { ...installation.variables, AWS_ENDPOINT_URL: relay.endpoint, TMPDIR });
    stops.push(
      () => server.stop(),
      () => relay.stop(),
      () => detect.stop(),
    );
    return Object.assign(lane, { relay, detect });
  };
  return {
    moto,
    installation,
    lanes: await Promise.all(Array.from({ length: count }, (_, index) => openLane(index))),
  };
}

/** The event of a run of a check that nobody has made before, over the git host as this lane sees it. */
export function describeRun(id: string, { relay }: Lane, run = 'r', at = '2026-11-21T08:00:00Z'): DetectEvent {
  const url = relay.gitUrl(id);
  const source = { id: 'shop', url, revision: 'main', path: '', defaultNamespace: 'default', secret: 'git/shop' };
  const cluster = { name: 'prod', region: 'eu-west-1', account: MEMBER, role: ROLE, externalId: 'plumb-42' };
  return { item: { id, cluster, sources: [source], scope: WHOLE_CLUSTER, everyMinutes: 15 }, run, at };
}

async function createCluster({ client }: Moto): Promise<void> {
  const { Credentials: given } = await new STSClient(client).send(new AssumeRoleCommand({ RoleArn: ROLE, RoleSessionName: 'set-up' }));
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? '',
    secretAccessKey: given?.SecretAccessKey ?? '',
    sessionToken: given?.SessionToken ?? '',
  };
  const cluster = { name: 'prod', roleArn: `arn:aws:iam::${HOME_ACCOUNT}:role/eks`, resourcesVpcConfig: {} };
  await new EKSClient({ ...client, credentials }).send(new CreateClusterCommand(cluster));
}
