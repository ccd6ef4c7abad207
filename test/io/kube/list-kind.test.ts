import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KubeObject } from '../../../functions/core/kube-object.ts';
import { nameOf } from '../../../functions/core/kube-object.ts';
import type { KindRead } from '../../../functions/core/live-state.ts';
import { listKind } from '../../../functions/io/kube/list-kind.ts';
import { guessNextToken } from '../../../functions/io/kube/list-page.ts';
import type { ReplayResponses } from '../../../functions/io/kube/replay-responses.ts';
import { createReplayListener, type Misbehave, sendStatus } from '../../../functions/io/kube/replay-server.ts';
import { startFakeApiServer } from '../../support/fake-api-server.ts';
import { openFakeCluster } from '../../support/open-fake-cluster.ts';
import { serveObjects } from '../../support/served-cluster.ts';

const served = { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', namespaced: true, verbs: ['list'], preferred: true };
const read: KindRead = { served, mode: 'full' };

function makeConfigMaps(count: number): KubeObject[] {
  return Array.from({ length: count }, (_, i) => ({
    metadata: { name: `c${String(i).padStart(5, '0')}`, namespace: 'shop' },
    data: { key: `v${i}` },
  }));
}

const serve = (count: number): ReplayResponses => serveObjects([{ ...served, objects: makeConfigMaps(count) }]);

/** Names in the order they came, as a consumer that obeys `restart` has them at the end. */
async function collect(events: AsyncGenerator<Awaited<ReturnType<ReturnType<typeof listKind>['next']>>['value']>) {
  let objects: KubeObject[] = [];
  let restarts = 0;
  for await (const event of events) {
    if (event.type === 'page') objects.push(...event.page.objects);
    else {
      restarts++;
      objects = [];
    }
  }
  return { objects, names: objects.map(nameOf), restarts };
}

async function openServing(t: Parameters<typeof openFakeCluster>[0], responses: ReplayResponses, misbehave?: Misbehave) {
  const server = await startFakeApiServer({ listener: createReplayListener(responses, misbehave) });
  return { server, client: await openFakeCluster(t, server) };
}

const expectedNames = (count: number) => makeConfigMaps(count).map(nameOf);

test('a list is read page by page, every object once, with apiVersion and kind filled in', async (t) => {
  const { server, client } = await openServing(t, serve(1203));
  const { objects, names } = await collect(listKind(client, read));
  assert.deepEqual(names, expectedNames(1203));
  assert.equal(objects[0]?.['apiVersion'], 'v1');
  assert.equal(objects[0]?.['kind'], 'ConfigMap');
  assert.deepEqual(
    server.seen.map(({ path }) => path),
    ['/api/v1/configmaps?limit=500', '/api/v1/configmaps?limit=500&continue=500', '/api/v1/configmaps?limit=500&continue=1000'],
  );
});

test('an empty list has one page without objects', async (t) => {
  const { client } = await openServing(t, serve(0));
  assert.deepEqual((await collect(listKind(client, read))).names, []);
});

test('the next page is asked for before this one has been consumed', async (t) => {
  const { server, client } = await openServing(t, serve(30));
  const events = listKind(client, read, { pageSize: 10 });
  await events.next();
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(server.seen.length, 2);
  await events.return(undefined);
});

test('metadata mode gives metadata alone, named as the kind itself', async (t) => {
  const { client } = await openServing(t, serve(3));
  const { objects } = await collect(listKind(client, { served, mode: 'metadata' }));
  assert.deepEqual(objects[0], { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c00000', namespace: 'shop' } });
});

test('a server that refuses to give metadata alone is asked for whole objects, of which metadata is kept', async (t) => {
  const { client } = await openServing(t, serve(3), ({ accept }, _incoming, outgoing) => {
    if (accept.includes('as=')) sendStatus(outgoing, 406, 'only the following media types are accepted: application/json');
    return accept.includes('as=');
  });
  const { objects } = await collect(listKind(client, { served, mode: 'metadata' }));
  assert.equal(objects.length, 3);
  assert.deepEqual(Object.keys(objects[0] ?? {}), ['apiVersion', 'kind', 'metadata']);
});

/** Answers the first request for that page with 410. */
function expireOnce(token: string, more: Readonly<Record<string, unknown>>): Misbehave {
  let left = 1;
  return ({ path }, _incoming, outgoing) => {
    if (!path.endsWith(`continue=${token}`) || left-- <= 0) return false;
    sendStatus(outgoing, 410, 'The provided continue parameter is too old', { reason: 'Expired', ...more });
    return true;
  };
}

test('an expired continue token is replaced by the one the server offers, and the pages read stay', async (t) => {
  const { server, client } = await openServing(t, serve(1200), expireOnce('500', { metadata: { continue: '0500' } }));
  const { names, restarts } = await collect(listKind(client, read));
  assert.equal(restarts, 0);
  assert.equal(new Set(names).size, 1200);
  assert.equal(server.seen.length, 4);
});

test('an expired continue token without another begins the list again, and the consumer is told', async (t) => {
  const { client } = await openServing(t, serve(1200), expireOnce('1000', {}));
  const { names, restarts } = await collect(listKind(client, read));
  assert.equal(restarts, 1);
  assert.deepEqual(names, expectedNames(1200));
});

test('a list whose token expires every time is given up', async (t) => {
  const { client } = await openServing(t, serve(1200), ({ path }, _incoming, outgoing) => {
    if (path.includes('continue=')) sendStatus(outgoing, 410, 'too old', { reason: 'Expired' });
    return path.includes('continue=');
  });
  await assert.rejects(collect(listKind(client, read)), { http: 410 });
});

test('a server that repeats a page for ever is found out', async (t) => {
  const page = JSON.stringify({ kind: 'ConfigMapList', apiVersion: 'v1', metadata: { continue: 'again' }, items: makeConfigMaps(1) });
  const { client } = await openServing(t, () => ({ body: page }));
  await assert.rejects(collect(listKind(client, read)), { reason: 'invalid-response', message: /repeats a page/ });
});

const LIES: Readonly<Record<string, object>> = {
  'a list without items': { kind: 'ConfigMapList', apiVersion: 'v1', metadata: {} },
  'a Status with 200': { kind: 'Status', apiVersion: 'v1', items: [] },
  'a list of another kind': { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [{ kind: 'Pod', metadata: { name: 'p' } }] },
  'an item without a name': { kind: 'ConfigMapList', apiVersion: 'v1', metadata: {}, items: [{ metadata: {} }] },
  'metadata where whole objects were asked for': { kind: 'PartialObjectMetadataList', metadata: {}, items: [] },
};

for (const [name, lie] of Object.entries(LIES)) {
  test(`${name} is an invalid response and never an empty cluster`, async (t) => {
    const { client } = await openServing(t, () => ({ body: JSON.stringify(lie) }));
    await assert.rejects(collect(listKind(client, read)), { reason: 'invalid-response' });
  });
}

test('objects of one megabyte are read, in pages that become smaller', async (t) => {
  const big = 'x'.repeat(1024 * 1024);
  const objects = Array.from({ length: 60 }, (_, i) => ({ metadata: { name: `b${i}`, namespace: 'n' }, data: { big } }));
  const { server, client } = await openServing(t, serveObjects([{ ...served, objects }]));
  const { names } = await collect(listKind(client, read, { pageSize: 30 }));
  assert.equal(new Set(names).size, 60);
  assert.match(server.seen[1]?.path ?? '', /limit=1\d&/);
});

test('a page that is more than memory allows is asked for again in smaller pieces', async (t) => {
  const objects = Array.from({ length: 100 }, (_, i) => ({ metadata: { name: `b${i}` }, data: { big: 'x'.repeat(50_000) } }));
  const server = await startFakeApiServer({ listener: createReplayListener(serveObjects([{ ...served, objects }])) });
  const client = await openFakeCluster(t, server, { options: { limits: { largestBody: 2_000_000 } } });
  const { names } = await collect(listKind(client, read));
  assert.equal(new Set(names).size, 100);
});

test('integers beyond 2^53 keep every digit', async (t) => {
  const body = '{"kind":"ConfigMapList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"n"},"n":9007199254740993}]}';
  const { client } = await openServing(t, () => ({ body }));
  const { objects } = await collect(listKind(client, read));
  assert.equal(objects[0]?.['n'], 9007199254740993n);
});

test('the next token is found in both layouts of a list, and nowhere inside an object', () => {
  assert.equal(
    guessNextToken('{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1","continue":"abc"},"items":[]}'),
    'abc',
  );
  assert.equal(
    guessNextToken('{"apiVersion":"e/v1","items":[{"a":{}}],"kind":"WList","metadata":{"continue":"def","resourceVersion":"1"}}\n'),
    'def',
  );
  const item = '{"text":"\\"kind\\":\\"X\\",\\"metadata\\":{\\"continue\\":\\"evil\\"}}","kind":"P","metadata":{"continue":"evil"}}';
  assert.equal(guessNextToken(`{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[${item}]}`), undefined);
});
