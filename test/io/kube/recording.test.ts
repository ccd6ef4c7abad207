import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { asJsonObject } from '../../../functions/core/json.ts';
import type { KubeObject } from '../../../functions/core/kube-object.ts';
import type { KindRead } from '../../../functions/core/live-state.ts';
import type { KubeClient } from '../../../functions/io/kube/kube-client.ts';
import { openCluster } from '../../../functions/io/kube/open-cluster.ts';
import { readDiscovery } from '../../../functions/io/kube/read-discovery.ts';
import { readLive } from '../../../functions/io/kube/read-live.ts';
import { readSchemas } from '../../../functions/io/kube/read-schemas.ts';
import { recordCluster } from '../../../functions/io/kube/record-cluster.ts';
import type { ReplayResponses } from '../../../functions/io/kube/replay-responses.ts';
import { createReplayListener, startReplayServer } from '../../../functions/io/kube/replay-server.ts';
import { startFakeApiServer } from '../../support/fake-api-server.ts';
import { makeDirectory, openFakeCluster } from '../../support/open-fake-cluster.ts';
import { serveObjects } from '../../support/served-cluster.ts';

const encoded = Buffer.from('hunter2').toString('base64');
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const applied = JSON.stringify({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 's' },
  data: { password: encoded },
  stringData: { note: 'hunter2' },
});
const SECRET: KubeObject = {
  metadata: { name: 's', namespace: 'n', annotations: { [LAST_APPLIED]: applied }, managedFields: [{ manager: 'kubectl' }] },
  data: { password: encoded },
};
const maps = Array.from({ length: 7 }, (_, i) => ({ metadata: { name: `c${i}`, namespace: 'n' }, data: { a: `${i}` } }));

const lists = serveObjects([
  { group: '', version: 'v1', kind: 'Secret', resource: 'secrets', objects: [SECRET] },
  { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', objects: maps },
]);
const definition = (kind: string, more: object = {}) => ({
  description: 'prose',
  type: 'object',
  'x-kubernetes-group-version-kind': [{ group: '', version: 'v1', kind }],
  ...more,
});
const OPENAPI = {
  openapi: '3.0.0',
  paths: { '/api/v1/pods': {} },
  components: {
    schemas: {
      ConfigMap: definition('ConfigMap', {
        properties: { description: { type: 'string' }, metadata: { allOf: [{ $ref: '#/components/schemas/Meta' }] } },
      }),
      Secret: definition('Secret'),
      Pod: definition('Pod'),
      Meta: { type: 'object' },
    },
  },
};
const responses: ReplayResponses = (request) => {
  if (request.path === '/openapi/v3')
    return { body: JSON.stringify({ paths: { 'api/v1': { serverRelativeURL: '/openapi/v3/api/v1?hash=AB' } } }) };
  if (request.path === '/openapi/v3/api/v1?hash=AB') return { body: JSON.stringify(OPENAPI) };
  return lists(request);
};

async function checkThrough(client: KubeClient) {
  const discovery = await readDiscovery(client);
  const { schemas } = await readSchemas(client, [{ group: '', version: 'v1' }], { derive: (document) => document, deriveVersion: '1' });
  const objects: KubeObject[] = [];
  const reads = discovery.kinds.flatMap((served): KindRead[] => [{ served, mode: 'full' }]);
  const unchecked = await readLive(client, reads, {
    concurrency: 1,
    pageSize: 3,
    onPage: (page) => void objects.push(...page.objects),
    onRestart: () => {},
  });
  return { discovery, schemas, objects, unchecked };
}

async function record(t: Parameters<typeof openFakeCluster>[0]) {
  const directory = makeDirectory(t);
  const server = await startFakeApiServer({ listener: createReplayListener(responses) });
  const recorder = recordCluster(await openFakeCluster(t, server, { user: { token: 'the-token' } }), directory, Buffer.from('key'));
  const live = await checkThrough(recorder.client);
  await recorder.finish();
  return { directory, live };
}

test('a replayed recording gives what the cluster gave, apart from the values of Secrets', async (t) => {
  const { directory, live } = await record(t);
  const replay = await startReplayServer(directory);
  const client = await openCluster({ from: { server: replay.url } });
  const again = await checkThrough(client);
  assert.deepEqual(again.discovery, live.discovery);
  assert.deepEqual(again.objects.slice(1), live.objects.slice(1));
  assert.deepEqual(again.unchecked, []);
  const data = asJsonObject(again.objects[0]?.['data']);
  assert.match(Buffer.from(String(data['password']), 'base64').toString(), /^masked-[0-9a-f]{12}$/);
  client.close();
  await replay.stop();
});

test('a recording holds no value of a Secret, no token and no address', async (t) => {
  const { directory } = await record(t);
  const text = readdirSync(directory)
    .map((file) => readFileSync(join(directory, file), 'utf8'))
    .join('\n');
  for (const secret of ['hunter2', encoded, 'the-token', '127.0.0.1']) assert.equal(text.includes(secret), false, secret);
  assert.match(text, /managedFields/);
});

test('a recorded OpenAPI document keeps the schemas of the kinds listed, and theirs', async (t) => {
  const { directory } = await record(t);
  const file = readdirSync(directory).find((name) => name.endsWith('openapi-v3-api-v1.json')) ?? '';
  const { components, paths } = JSON.parse(readFileSync(join(directory, file), 'utf8'));
  assert.deepEqual(Object.keys(components.schemas), ['ConfigMap', 'Secret', 'Meta']);
  assert.deepEqual(Object.keys(components.schemas.ConfigMap.properties), ['description', 'metadata']);
  assert.equal(components.schemas.ConfigMap.description, undefined);
  assert.equal(paths, undefined);
});

test('a recording of whole objects also answers who asks for metadata, whatever the page size', async (t) => {
  const { directory } = await record(t);
  const replay = await startReplayServer(directory);
  const client = await openCluster({ from: { server: replay.url } });
  const served = {
    group: '',
    version: 'v1',
    kind: 'ConfigMap',
    resource: 'configmaps',
    namespaced: true,
    verbs: ['list'],
    preferred: true,
  };
  const names: unknown[] = [];
  await readLive(client, [{ served, mode: 'metadata' }], {
    onPage: (page) => void names.push(...page.objects.map(Object.keys)),
    onRestart: () => {},
  });
  assert.equal(names.length, 7);
  assert.deepEqual(names[0], ['apiVersion', 'kind', 'metadata']);
  client.close();
  await replay.stop();
});

test('a replay server refuses every method but GET, and what was not recorded is not found', async (t) => {
  const replay = await startReplayServer(() => undefined);
  t.after(replay.stop);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) assert.equal((await fetch(`${replay.url}/api`, { method })).status, 405);
  const missing = await fetch(`${replay.url}/api`);
  assert.equal(missing.status, 404);
  assert.equal(((await missing.json()) as { kind: string }).kind, 'Status');
});
