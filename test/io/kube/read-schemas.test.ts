import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { asJsonObject, type JsonObject } from '../../../functions/core/json.ts';
import { readSchemas } from '../../../functions/io/kube/read-schemas.ts';
import type { ReplayResponses } from '../../../functions/io/kube/replay-responses.ts';
import { createReplayListener } from '../../../functions/io/kube/replay-server.ts';
import { startFakeApiServer } from '../../support/fake-api-server.ts';
import { makeDirectory, openFakeCluster } from '../../support/open-fake-cluster.ts';

const WANTED = [
  { group: '', version: 'v1' },
  { group: 'apps', version: 'v1' },
];

function serveSchemas(hash: () => string, more: ReplayResponses = () => undefined): ReplayResponses {
  return (request) => {
    const answered = more(request);
    if (answered) return answered;
    const [path] = request.path.split('?');
    const entry = (root: string) => ({ serverRelativeURL: `/openapi/v3/${root}?hash=${hash()}` });
    if (path === '/openapi/v3')
      return { body: JSON.stringify({ paths: { 'api/v1': entry('api/v1'), 'apis/apps/v1': entry('apis/apps/v1') } }) };
    return { body: JSON.stringify({ components: { schemas: { [path ?? '']: {} } } }) };
  };
}

const derive = (document: JsonObject) => ({ names: Object.keys(asJsonObject(asJsonObject(document['components'])['schemas'])) });

async function openSchemas(t: Parameters<typeof openFakeCluster>[0], responses: ReplayResponses) {
  const server = await startFakeApiServer({ listener: createReplayListener(responses) });
  const client = await openFakeCluster(t, server);
  const cacheDirectory = makeDirectory(t);
  const readAs = (deriveVersion: string) => readSchemas(client, WANTED, { derive, deriveVersion, cacheDirectory });
  return { server, cacheDirectory, readAs };
}

test('only the group versions named are read, and an unchanged one never again', async (t) => {
  const { server, readAs } = await openSchemas(
    t,
    serveSchemas(() => 'A1'),
  );
  const first = await readAs('1');
  assert.deepEqual(first.schemas.get('apps/v1'), { names: ['/openapi/v3/apis/apps/v1'] });
  assert.deepEqual([...first.schemas.keys()].sort(), ['apps/v1', 'v1']);
  assert.equal(server.seen.length, 3);
  assert.deepEqual(await readAs('1'), first);
  assert.equal(server.seen.length, 4);
});

test('another hash or another derivation is read again', async (t) => {
  let hash = 'A1';
  const { server, readAs } = await openSchemas(
    t,
    serveSchemas(() => hash),
  );
  await readAs('1');
  hash = 'B2';
  await readAs('1');
  assert.equal(server.seen.length, 6);
  await readAs('2');
  assert.equal(server.seen.length, 9);
});

test('a damaged file in the cache is read again from the server', async (t) => {
  const { cacheDirectory, readAs } = await openSchemas(
    t,
    serveSchemas(() => 'A1'),
  );
  const first = await readAs('1');
  for (const file of readdirSync(cacheDirectory)) writeFileSync(join(cacheDirectory, file), '{"names": [');
  assert.deepEqual(await readAs('1'), first);
});

test('a schema that cannot be read is told, and the others are there', async (t) => {
  const { readAs } = await openSchemas(
    t,
    serveSchemas(
      () => 'A1',
      ({ path }) => (path.includes('apps') ? { status: 403, body: '{"message":"not for you"}' } : undefined),
    ),
  );
  const { schemas, unread } = await readAs('1');
  assert.deepEqual([...schemas.keys()], ['v1']);
  assert.deepEqual(unread, [{ group: 'apps', version: 'v1', message: '/openapi/v3/apis/apps/v1: not for you' }]);
});

test('a server without OpenAPI v3 leaves every schema unread', async (t) => {
  const { readAs } = await openSchemas(t, () => undefined);
  assert.equal((await readAs('1')).unread.length, 2);
});

test('an index that leads elsewhere is not followed', async (t) => {
  const evil = { paths: { 'api/v1': { serverRelativeURL: '/api/v1/secrets?x=1' } } };
  const { server, readAs } = await openSchemas(t, ({ path }) => (path === '/openapi/v3' ? { body: JSON.stringify(evil) } : undefined));
  assert.equal((await readAs('1')).unread.length, 2);
  assert.equal(server.seen.length, 1);
});
