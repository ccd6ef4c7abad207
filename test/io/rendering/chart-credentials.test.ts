import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { type TestContext, test } from 'node:test';
import { findRule } from '../../../functions/core/discover/repository-rules.ts';
import type { ChartRef, HelmRequest } from '../../../functions/core/rendering-request.ts';
import type { GitCredentials } from '../../../functions/io/git/git-credentials.ts';
import type { FetchRules } from '../../../functions/io/rendering/fetch-bytes.ts';
import { type Answer, digestOf, packChart, startChartHost } from '../../support/chart-host.ts';
import { gapsOf, readFiles } from '../../support/read-rendered.ts';
import { openTestWorkbench } from '../../support/workbench.ts';

const CHART = packChart('db', {
  'Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.2.3\n',
  'templates/db.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\n',
});
const INDEX = 'apiVersion: v1\nentries:\n  db:\n  - {name: db, version: 1.2.3, urls: [db.tgz]}\n';
const TOKEN = 'token-that-must-not-show';
const ADA: GitCredentials = { username: 'ada', password: TOKEN };
const BASIC = `Basic ${Buffer.from(`ada:${TOKEN}`).toString('base64')}`;

/** A host that notes what it was shown, and gives its content only to whom it knows. */
async function startGuarded(
  t: TestContext,
  expected: string,
  answers: Readonly<Record<string, string | Uint8Array | Answer>>,
): Promise<{ host: string; shown: (string | undefined)[] }> {
  const shown: (string | undefined)[] = [];
  const guarded = Object.entries(answers).map(([path, content]): [string, Answer] => [
    path,
    (request: IncomingMessage, response) => {
      shown.push(request.headers.authorization);
      if (typeof content === 'function') content(request, response);
      else if (request.headers.authorization === expected) response.end(content);
      else response.writeHead(401).end();
    },
  ]);
  const { host } = await startChartHost(t, Object.fromEntries(guarded));
  return { host, shown };
}

async function read(t: TestContext, chart: ChartRef, secrets: Readonly<Record<string, GitCredentials>>, hosts: readonly string[] = []) {
  const rules = Object.keys(secrets).map((url) => ({ url }));
  const credentialsFor: FetchRules['credentialsFor'] = async (url) => secrets[findRule(url, rules)?.url ?? ''];
  const rendering: HelmRequest = { type: 'helm', chart, releaseName: 'r', namespace: 'data', valuesFiles: [] };
  const bench = openTestWorkbench({}, undefined, { allowLoopback: true, timeoutMs: 2_000, hosts, credentialsFor });
  const desired = await readFiles(t, {}, { rendering, bench });
  const gap = gapsOf(desired)[0] ?? '';
  assert.ok(!JSON.stringify(desired.unchecked).includes(TOKEN));
  return { names: desired.objects.map(({ name }) => name), gap };
}

test('a repository of charts is shown the credentials of the entry that it is below: a name and a password, or a token', async (t) => {
  for (const [credentials, header] of [
    [ADA, BASIC],
    [{ password: TOKEN }, `Bearer ${TOKEN}`],
  ] as const) {
    const { host } = await startGuarded(t, header, { '/charts/index.yaml': INDEX, '/charts/db.tgz': CHART });
    const chart: ChartRef = { type: 'repository', url: `http://${host}/charts`, name: 'db', version: '1.2.3' };
    assert.deepEqual((await read(t, chart, { [`http://${host}/charts`]: credentials })).names, ['db']);
    assert.match((await read(t, chart, {})).gap, /answered 401 when asked for its index of charts/);
  }
});

test('an archive beside the entry, on the same host, is shown nothing', async (t) => {
  const elsewhere = INDEX.replace('db.tgz', '/other/db.tgz');
  const { host, shown } = await startGuarded(t, BASIC, { '/charts/index.yaml': elsewhere, '/other/db.tgz': CHART });
  const chart: ChartRef = { type: 'repository', url: `http://${host}/charts`, name: 'db', version: '1.2.3' };
  assert.match((await read(t, chart, { [`http://${host}/charts`]: ADA })).gap, /could not be had: the answer is 401/);
  assert.deepEqual(shown, [BASIC, undefined]);
});

test('a redirect is shown nothing, not even on the same host', async (t) => {
  const other = await startGuarded(t, BASIC, { '/charts/index.yaml': INDEX });
  const redirect =
    (target: string): Answer =>
    (_, response) =>
      void response.writeHead(302, { location: target }).end();
  const away = await startGuarded(t, BASIC, { '/charts/index.yaml': redirect(`http://${other.host}/charts/index.yaml`) });
  const secrets = { [`http://${away.host}`]: ADA, [`http://${other.host}`]: ADA };
  await read(t, { type: 'repository', url: `http://${away.host}/charts`, name: 'db', version: '1.2.3' }, secrets, [other.host]);
  assert.deepEqual([away.shown, other.shown], [[BASIC], [undefined]]);
  const same = await startGuarded(t, BASIC, { '/charts/index.yaml': redirect('/charts/again'), '/charts/again': INDEX });
  await read(t, { type: 'repository', url: `http://${same.host}/charts`, name: 'db', version: '1.2.3' }, { [`http://${same.host}`]: ADA });
  assert.deepEqual(same.shown, [BASIC, undefined]);
});

const MANIFEST = JSON.stringify({
  schemaVersion: 2,
  layers: [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: digestOf(CHART), size: CHART.length }],
});

/** A registry that asks for what it wants with this challenge, and gives its content for `expected`. */
function guardRegistry(expected: string, challenge: () => string): Record<string, Answer> {
  const guard =
    (content: string | Uint8Array): Answer =>
    (request, response) => {
      if (request.headers.authorization === expected) response.end(content);
      else response.writeHead(401, { 'www-authenticate': challenge() }).end();
    };
  return {
    '/v2/charts/db/tags/list': guard('{"tags": ["1.2.3", "1.2.2"]}'),
    '/v2/charts/db/manifests/1.2.3': guard(MANIFEST),
    [`/v2/charts/db/blobs/${digestOf(CHART)}`]: guard(CHART),
  };
}

test('a registry gets a token for the credentials, or the credentials themselves, as it asks', async (t) => {
  let host = '';
  const withToken = await startGuarded(t, BASIC, {
    ...guardRegistry('Bearer short', () => `Bearer realm="http://${host}/token",service="registry"`),
    '/token': '{"token": "short"}',
  });
  host = withToken.host;
  const chart = (at: string): ChartRef => ({ type: 'oci', url: `oci://${at}/charts/db`, version: '1.x' });
  assert.deepEqual((await read(t, chart(host), { [`http://${host}/charts`]: ADA })).names, ['db']);
  assert.deepEqual(withToken.shown, [undefined, BASIC, 'Bearer short', 'Bearer short', 'Bearer short']);
  assert.match((await read(t, chart(host), { [`http://${host}/others`]: ADA })).gap, /gives nobody a token for charts\/db \(401\)/);
  const plain = await startGuarded(
    t,
    BASIC,
    guardRegistry(BASIC, () => 'Basic realm="registry"'),
  );
  assert.deepEqual((await read(t, chart(plain.host), { [`http://${plain.host}/charts/db`]: ADA })).names, ['db']);
});

test('a token service on another host is shown only what is named for it', async (t) => {
  const service = await startGuarded(t, BASIC, { '/token': '{"token": "short"}' });
  const registry = await startGuarded(
    t,
    'none',
    guardRegistry('Bearer short', () => `Bearer realm="http://${service.host}/token"`),
  );
  const chart: ChartRef = { type: 'oci', url: `oci://${registry.host}/charts/db`, version: '1.2.3' };
  const own = { [`http://${registry.host}/charts`]: ADA };
  assert.match((await read(t, chart, own, [service.host])).gap, /gives nobody a token/);
  assert.deepEqual(service.shown, [undefined]);
  assert.deepEqual((await read(t, chart, { ...own, [`http://${service.host}/token`]: ADA }, [service.host])).names, ['db']);
});
