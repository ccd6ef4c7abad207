import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import type { EksClusterRef } from '../../../functions/core/check-item.ts';
import { nameOf } from '../../../functions/core/kube-object.ts';
import { openEksCluster } from '../../../functions/io/eks/open-eks-cluster.ts';
import { listKind } from '../../../functions/io/kube/list-kind.ts';
import { describeEksCluster } from '../../support/eks-cluster.ts';
import { type FakeApiServer, startFakeApiServer } from '../../support/fake-api-server.ts';
import { type AwsAnswers, AwsRefusal, type FakeAws, giveCredentials, OWN_KEY, startFakeAws } from '../../support/fake-aws.ts';
import { HASTY_LIMITS } from '../../support/open-fake-cluster.ts';

const START = Date.parse('2026-11-21T09:30:00Z');
const MINUTE = 60_000;
const OWN: EksClusterRef = { name: 'prod-eu', region: 'eu-west-1' };
const ROLE = 'arn:aws:iam::111111111111:role/plumbline-reader';
const ASSUMED: EksClusterRef = { ...OWN, account: '111111111111', role: ROLE, externalId: 'plumb-42' };
const answerEverything: RequestListener = (_incoming, outgoing) => void outgoing.end('{}');

interface Scene {
  readonly aws: FakeAws;
  readonly server: FakeApiServer;
  readonly clock: { now: number };
  readonly open: (ref: EksClusterRef) => ReturnType<typeof openEksCluster>;
}

/** An API server, EKS that knows it, and STS that gives each assumed session a number and one hour. */
async function setScene(test: TestContext, listener = answerEverything, answers: AwsAnswers = {}): Promise<Scene> {
  const server = await startFakeApiServer({ listener });
  const clock = { now: START };
  let sessions = 0;
  const aws = await startFakeAws(test, {
    'eks:DescribeCluster': () => describeEksCluster(server),
    'sts:AssumeRole': () => giveCredentials(`ASIA${++sessions}`, new Date(clock.now + 60 * MINUTE)),
    ...answers,
  });
  const clients: { close: () => void }[] = [];
  test.after(async () => {
    for (const client of clients) client.close();
    await server.stop();
  });
  const open = async (ref: EksClusterRef) => {
    const client = await openEksCluster(ref, { aws: aws.settings, now: () => clock.now, limits: HASTY_LIMITS });
    clients.push(client);
    return client;
  };
  return { aws, server, clock, open };
}

/** The presigned URLs that came as tokens, one for each request. */
function readTokens({ seen }: FakeApiServer): URLSearchParams[] {
  return seen.map(({ authorization = '' }) => {
    const [, url = ''] = /^Bearer k8s-aws-v1\.(.+)$/.exec(authorization) ?? [];
    return new URL(Buffer.from(url, 'base64url').toString()).searchParams;
  });
}

describe('openEksCluster', () => {
  it('describes the cluster and goes to it with a token of its own credentials', async (test) => {
    const { aws, server, open } = await setScene(test);
    const client = await open(OWN);
    assert.equal(server.seen.length, 0);
    assert.equal((await client.get('/version')).status, 200);
    assert.equal(client.server, server.url);
    const [token] = readTokens(server);
    assert.equal(token?.get('X-Amz-Credential'), `${OWN_KEY}/20261121/eu-west-1/sts/aws4_request`);
    assert.deepEqual(
      aws.calls.map(({ action, region }) => [action, region]),
      [['eks:DescribeCluster', 'eu-west-1']],
    );
  });

  it('assumes the role with external id and session name, and asks EKS and the cluster as that role', async (test) => {
    const { aws, server, open } = await setScene(test);
    await (await open(ASSUMED)).get('/version');
    const [assumed, described] = aws.calls;
    assert.equal(assumed?.accessKeyId, OWN_KEY);
    assert.deepEqual(assumed?.input, {
      Version: '2011-06-15',
      RoleArn: ROLE,
      RoleSessionName: 'plumbline-prod-eu',
      ExternalId: 'plumb-42',
    });
    assert.equal(described?.accessKeyId, 'ASIA1');
    assert.match(readTokens(server)[0]?.get('X-Amz-Credential') ?? '', /^ASIA1\//);
    assert.equal(aws.countCalls('sts:AssumeRole'), 1);
  });

  it('assumes the role in the region that the caller runs in', async (test) => {
    const { aws, server } = await setScene(test);
    const settings = { ...aws.settings, region: 'eu-central-1' };
    (await openEksCluster(ASSUMED, { aws: settings, now: () => START })).close();
    assert.deepEqual(
      aws.calls.map(({ region }) => region),
      ['eu-central-1', 'eu-west-1'],
    );
    assert.equal(server.seen.length, 0);
  });

  it('keeps a token for ten minutes and then makes the next, before it ends', async (test) => {
    const { server, clock, open } = await setScene(test);
    const client = await open(OWN);
    for (const minutes of [0, 9, 10, 19, 20]) {
      clock.now = START + minutes * MINUTE;
      await client.get('/version');
    }
    assert.deepEqual(
      readTokens(server).map((token) => token.get('X-Amz-Date')),
      ['20261121T093000Z', '20261121T093000Z', '20261121T094000Z', '20261121T094000Z', '20261121T095000Z'],
    );
  });

  it('renews the assumed session before it ends, once for requests at the same time', async (test) => {
    const { aws, server, clock, open } = await setScene(test);
    const client = await open(ASSUMED);
    clock.now = START + 50 * MINUTE;
    await Promise.all(Array.from({ length: 5 }, () => client.get('/version')));
    assert.equal(aws.countCalls('sts:AssumeRole'), 2);
    for (const token of readTokens(server)) assert.match(token.get('X-Amz-Credential') ?? '', /^ASIA2\//);
  });

  it('goes on with a good token while STS is away, and no longer than it is good', async (test) => {
    let isAway = false;
    const assume = () => {
      if (isAway) throw new AwsRefusal('ServiceUnavailable', 'away', 503);
      return giveCredentials('ASIA1', new Date(START + 20 * MINUTE));
    };
    const { clock, open } = await setScene(test, answerEverything, { 'sts:AssumeRole': assume });
    const client = await open(ASSUMED);
    isAway = true;
    clock.now = START + 11 * MINUTE;
    assert.equal((await client.get('/version')).status, 200);
    clock.now = START + 15 * MINUTE;
    // Not fatal: what was read until then is compared.
    const failure = { name: 'RequestError', reason: 'unreachable', message: /^sts:AssumeRole failed .*ServiceUnavailable/ };
    await assert.rejects(client.get('/version'), failure);
  });

  it('gets new credentials when a token is refused in the middle of a list, and repeats the page only', async (test) => {
    let refuse = true;
    const pages = { '': { items: [{ metadata: { name: 'a' } }], next: 'two' }, two: { items: [{ metadata: { name: 'b' } }], next: '' } };
    const listener: RequestListener = (incoming, outgoing) => {
      const key = new URL(incoming.url ?? '', 'http://fake').searchParams.get('continue') === 'two' ? 'two' : '';
      if (key === 'two' && refuse) {
        refuse = false;
        outgoing.writeHead(401).end('{"kind":"Status","message":"Unauthorized"}');
        return;
      }
      const { items, next } = pages[key];
      outgoing.setHeader('content-type', 'application/json');
      outgoing.end(JSON.stringify({ kind: 'ConfigMapList', apiVersion: 'v1', metadata: { continue: next, resourceVersion: '1' }, items }));
    };
    const { aws, server, open } = await setScene(test, listener);
    const names: unknown[] = [];
    const served = {
      group: '',
      version: 'v1',
      kind: 'ConfigMap',
      resource: 'configmaps',
      namespaced: true,
      verbs: ['list'],
      preferred: true,
    };
    for await (const event of listKind(await open(ASSUMED), { served, mode: 'full' })) {
      if (event.type === 'page') names.push(...event.page.objects.map(nameOf));
    }
    assert.deepEqual(names, ['a', 'b']);
    assert.equal(aws.countCalls('sts:AssumeRole'), 2);
    const signers = readTokens(server).map((token) => token.get('X-Amz-Credential')?.split('/')[0]);
    assert.deepEqual(signers, ['ASIA1', 'ASIA1', 'ASIA2']);
  });

  it('reads a cluster that is being upgraded', async (test) => {
    const scene = await setScene(test, answerEverything, {
      'eks:DescribeCluster': () => describeEksCluster(scene.server, { status: 'UPDATING' }),
    });
    assert.equal((await (await scene.open(OWN)).get('/version')).status, 200);
  });
});
