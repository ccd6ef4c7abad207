/** What `detect` writes to its log: figures, names and errors, and no value of a Secret, no credential, whatever goes wrong. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { CreateClusterCommand, EKSClient } from '@aws-sdk/client-eks';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { JsonObject } from '../../../functions/core/json.ts';
import type { DetectEvent } from '../../../functions/io/detect-check.ts';
import { createReplayListener } from '../../../functions/io/kube/replay-server.ts';
import { type FakeApiServer, startFakeApiServer } from '../../support/fake-api-server.ts';
import { startGitHost } from '../../support/git-host.ts';
import { makeRepository } from '../../support/git-repository.ts';
import { createInstallation, HOME_ACCOUNT, type Installation } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { type EksRelay, startEksRelay } from '../../support/relay-eks.ts';
import { serveObjects } from '../../support/served-cluster.ts';

const obtained = await obtainMoto();
const HANDLER = join(import.meta.dirname, '../../../functions/handlers/detect.ts');
const TOKEN = 'canary-git-token';
/** What must never be seen, plain, and base64 of it at any offset. */
const CANARY = new RegExp(
  `canary|${['canary', 'xcanary', 'xxcanary'].map((text) => btoa(text).slice(4, 8)).join('|')}|k8s-aws-v1|X-Amz-Sig`,
  'i',
);

const secretOf = (data: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'db',
    namespace: 'default',
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ stringData: { password: 'canary-applied' } }) },
  },
  data,
});
const LIVE = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  resource: 'secrets',
  objects: [secretOf({ password: btoa('canary-live'), added: btoa('xcanary-added') })],
};
const IN_GIT = 'apiVersion: v1\nkind: Secret\nmetadata: {name: db}\nstringData: {password: canary-in-git}\n';
const BROKEN = 'apiVersion: v1\nkind: Secret\nmetadata: {name: broken}\nstringData:\n  password: "canary-unclosed\n  other: canary: [\n';

describe('the log of detect', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  const stops: (() => unknown)[] = [];
  const scope = { after: (stop: () => unknown) => stops.push(stop) } as unknown as TestContext;
  let moto: Moto;
  let relay: EksRelay;
  let server: FakeApiServer;
  let installation: Installation;
  let gitUrl: string;
  /** What the API server says instead of its answer. */
  let instead: { readonly status: number; readonly body: string } | undefined;

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const listener = createReplayListener(serveObjects([LIVE]), (_request, _incoming, outgoing) => {
      if (instead === undefined) return false;
      outgoing.writeHead(instead.status, { 'content-type': 'application/json' }).end(instead.body);
      return true;
    });
    server = await startFakeApiServer({ listener });
    relay = await startEksRelay(moto.endpoint, new Map([['prod', { url: server.url, authority: server.authority.cert }]]));
    stops.push(
      () => moto.stop(),
      () => relay.stop(),
      () => server.stop(),
    );
    installation = await createInstallation(moto, relay.endpoint);
    await installation.configure('clusters: []\n');
    await installation.addSecret('git/shop', JSON.stringify({ token: TOKEN }));
    const roleArn = `arn:aws:iam::${HOME_ACCOUNT}:role/eks`;
    await new EKSClient(moto.client).send(new CreateClusterCommand({ name: 'prod', roleArn, resourcesVpcConfig: {} }));
    gitUrl = (await startGitHost(scope, makeRepository(scope, { 'secret.yaml': IN_GIT, 'broken.yaml': BROKEN }), { token: TOKEN })).url;
  });
  after(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  let runs = 0;
  /** Calls the handler in a process of its own; what comes out is its log. */
  async function detect(
    more: Partial<DetectEvent> = {},
  ): Promise<{ readonly log: string; readonly lines: readonly Record<string, unknown>[] }> {
    const source = { id: 'shop', url: gitUrl, revision: 'main', path: '', defaultNamespace: 'default', secret: 'git/shop' };
    const event: DetectEvent = {
      item: {
        id: 'prod',
        cluster: { name: 'prod', region: 'eu-west-1' },
        sources: [source],
        scope: { unmanaged: true, namespaces: [], excludeNamespaces: [], excludeKinds: [] },
        everyMinutes: 15,
      },
      run: `r${++runs}`,
      at: new Date(Date.parse('2026-11-21T08:00:00Z') + runs * 60_000).toISOString(),
      ...more,
    };
    const script = `
      import { handler } from '${HANDLER}';
      await handler(${JSON.stringify(event)}, { getRemainingTimeInMillis: () => 60_000 }).catch((error) => console.error(error));
    `;
    const env = { PATH: process.env['PATH'], POWERTOOLS_SERVICE_NAME: 'detect', ...installation.variables };
    const log = await new Promise<string>((resolve) => {
      execFile(process.execPath, ['--input-type=module', '--eval', script], { env }, (_error, stdout, stderr) =>
        resolve(`${stdout}\n${stderr}`),
      );
    });
    assert.doesNotMatch(log, CANARY);
    return { log, lines: log.split('\n').flatMap((line) => (line.startsWith('{"') ? [JSON.parse(line) as Record<string, unknown>] : [])) };
  }
  const findLine = (lines: readonly Record<string, unknown>[], level: string) => lines.find((line) => line['level'] === level) ?? {};
  const findMetric = (lines: readonly Record<string, unknown>[], name: string) => lines.find((line) => name in line)?.[name];

  it('tells the figures of a check, with its run', async () => {
    const { lines } = await detect();
    const { message, run, check, counts } = findLine(lines, 'INFO');
    assert.deepEqual([message, run, check], ['drifted', 'r1', 'prod']);
    assert.equal((counts as { modified: number }).modified, 1);
    assert.deepEqual([findMetric(lines, 'Differences'), findMetric(lines, 'ChecksDrifted'), findMetric(lines, 'KindsLost')], [1, 1, 0]);
    assert.ok(Number(findMetric(lines, 'Requests')) > 0);
  });

  for (const [what, status, body] of [
    ['refuses the credentials', 401, '{"kind":"Status","message":"Unauthorized"}'],
    ['is broken', 500, '{"kind":"Status","message":"etcd"}'],
    ['answers something else', 200, '{"canary": '],
  ] as const) {
    it(`tells that the API server ${what}`, async () => {
      instead = { status, body };
      const { lines, log } = await detect().finally(() => {
        instead = undefined;
      });
      assert.ok(findLine(lines, 'ERROR')['message'], log);
    });
  }

  it('names the secret that is no JSON, and tells it as the outcome', async () => {
    const secrets = new SecretsManagerClient(moto.client);
    await secrets.send(new PutSecretValueCommand({ SecretId: 'git/shop', SecretString: '{"token": "canary-cut' }));
    const { lines } = await detect();
    const { message, advice, verdict } = findLine(lines, 'ERROR');
    assert.match(String(message), /the secret git\/shop begins like JSON and is none/);
    assert.deepEqual([typeof advice, verdict, findMetric(lines, 'ChecksFailed')], ['string', 'failed', 1]);
  });

  it('names what the state machine was told of a crash, without places in the code', async () => {
    const Cause = JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage: 'out of memory', trace: ['at canary'] });
    const { lines } = await detect({ failure: { Cause } });
    assert.equal(findLine(lines, 'ERROR')['message'], 'out of memory');
  });
});
