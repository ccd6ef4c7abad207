import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ChartRef, HelmRequest } from '../../../functions/core/rendering-request.ts';
import type { FetchRules } from '../../../functions/io/rendering/fetch-bytes.ts';
import { judgeAddress } from '../../../functions/io/rendering/judge-address.ts';
import { type Answer, digestOf, packChart, startChartHost } from '../../support/chart-host.ts';
import { makeFolder } from '../../support/git-repository.ts';
import { gapsOf, readFiles } from '../../support/read-rendered.ts';
import { openTestWorkbench } from '../../support/workbench.ts';

const CHART = packChart('db', {
  'Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.2.3\n',
  'templates/db.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: "{{ .Release.Name }}-db"}\ndata: {size: "{{ .Values.size }}"}\n',
  'values.yaml': 'size: 1\n',
});
const VALUES = { 'values/db.yaml': 'size: 8\n' };

function indexOf(url: string, digest = digestOf(CHART).slice(7)): string {
  return `apiVersion: v1\nentries:\n  db:\n  - {name: db, version: 1.2.3, digest: "${digest}", urls: ["${url}"]}\n`;
}

async function read(t: TestContext, chart: ChartRef, fetch: Partial<FetchRules> = { allowLoopback: true }, directory?: string) {
  const rendering: HelmRequest = { type: 'helm', chart, releaseName: 'r', namespace: 'data', valuesFiles: ['/values/db.yaml'] };
  const desired = await readFiles(t, VALUES, { rendering, bench: openTestWorkbench({}, directory, { timeoutMs: 1_000, ...fetch }) });
  return {
    gaps: gapsOf(desired).map((gap) => gap.replace('. render-failed: the chart cannot be rendered: ', '')),
    objects: desired.objects,
  };
}

function fromRepository(host: string, more: { digest?: string; version?: string } = {}): ChartRef {
  return { type: 'repository', url: `http://${host}/charts`, name: 'db', version: '1.2.3', ...more };
}

test('a chart of a repository is fetched and rendered with values of the source', async (t) => {
  const { host } = await startChartHost(t, { '/charts/index.yaml': indexOf('db-1.2.3.tgz'), '/charts/db-1.2.3.tgz': CHART });
  const { gaps, objects } = await read(t, fromRepository(host));
  assert.deepEqual(gaps, []);
  assert.deepEqual(
    objects.map(({ name, body, origin }) => [name, body['data'], origin.file]),
    [['r-db', { size: '8' }, 'db.tgz']],
  );
});

test('a chart whose digest is pinned is fetched once', async (t) => {
  const { host, asked } = await startChartHost(t, { '/charts/index.yaml': indexOf('db-1.2.3.tgz'), '/charts/db-1.2.3.tgz': CHART });
  const directory = makeFolder(t);
  for (let run = 0; run < 2; run++) {
    assert.deepEqual((await read(t, fromRepository(host, { digest: digestOf(CHART) }), { allowLoopback: true }, directory)).gaps, []);
  }
  assert.deepEqual(asked, ['/charts/index.yaml', '/charts/db-1.2.3.tgz']);
});

test('an archive that is not the one of the index, or not the one that was pinned, is refused', async (t) => {
  const other = await startChartHost(t, { '/charts/index.yaml': indexOf('db-1.2.3.tgz', '0'.repeat(64)), '/charts/db-1.2.3.tgz': CHART });
  assert.match(
    (await read(t, fromRepository(other.host))).gaps[0] ?? '',
    /the chart db 1\.2\.3 of 127\.0\.0\.1:\d+ has the digest sha256:\w{12}…, and not sha256:000000000000…/,
  );
  const host = await startChartHost(t, { '/charts/index.yaml': indexOf('db-1.2.3.tgz'), '/charts/db-1.2.3.tgz': CHART });
  assert.match((await read(t, fromRepository(host.host, { digest: `sha256:${'1'.repeat(64)}` }))).gaps[0] ?? '', /has the digest/);
  assert.match(
    (await read(t, fromRepository(host.host, { version: '9.9.9' }))).gaps[0] ?? '',
    /the chart db 9\.9\.9 of 127\.0\.0\.1:\d+ is not in its index/,
  );
});

test('a chart of a registry is fetched by its version or its digest, with an anonymous token where it wants one', async (t) => {
  const manifest = JSON.stringify({
    schemaVersion: 2,
    layers: [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: digestOf(CHART), size: CHART.length }],
  });
  let port = '';
  const guarded =
    (content: string | Uint8Array): Answer =>
    (request, response) => {
      if (request.headers.authorization === 'Bearer t0ken') response.end(content);
      else response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${port}/token",service="registry"` }).end();
    };
  const { host } = await startChartHost(t, {
    '/token': '{"token": "t0ken"}',
    '/v2/charts/db/manifests/1.2.3_build.4': guarded(manifest),
    [`/v2/charts/db/manifests/${digestOf(manifest)}`]: guarded(manifest),
    [`/v2/charts/db/blobs/${digestOf(CHART)}`]: guarded(CHART),
  });
  port = host;
  const url = `oci://${host}/charts/db`;
  assert.deepEqual(
    (await read(t, { type: 'oci', url, version: '1.2.3+build.4' })).objects.map(({ name }) => name),
    ['r-db'],
  );
  assert.deepEqual(
    (await read(t, { type: 'oci', url, digest: digestOf(manifest) })).objects.map(({ name }) => name),
    ['r-db'],
  );
  assert.match(
    (await read(t, { type: 'oci', url, version: '2.0.0' })).gaps[0] ?? '',
    /the chart charts\/db of 127\.0\.0\.1:\d+ could not be had: the answer is 404/,
  );
});

test('a host that answers nothing ends in a named error within its time', async (t) => {
  const stalled = await startChartHost(t, { '/charts/index.yaml': () => undefined });
  assert.match((await read(t, fromRepository(stalled.host))).gaps[0] ?? '', /^127\.0\.0\.1:\d+ did not answer within 1 s$/);
  const trickling = await startChartHost(t, {
    '/charts/index.yaml': (_, response) => {
      const timer = setInterval(() => response.write('#'), 50);
      response.on('close', () => clearInterval(timer));
    },
  });
  assert.match((await read(t, fromRepository(trickling.host))).gaps[0] ?? '', /did not answer within 1 s$/);
  assert.match((await read(t, fromRepository('127.0.0.1:1'))).gaps[0] ?? '', /^127\.0\.0\.1:1 could not be reached \(ECONNREFUSED\)$/);
});

test('an archive without end is cut off', async (t) => {
  const { host } = await startChartHost(t, {
    '/charts/index.yaml': indexOf('db-1.2.3.tgz'),
    '/charts/db-1.2.3.tgz': (_, response) => {
      const more = (): void => void (response.write(Buffer.alloc(1_000_000)) ? setImmediate(more) : response.once('drain', more));
      response.on('error', () => undefined);
      more();
    },
  });
  assert.match(
    (await read(t, fromRepository(host), { allowLoopback: true, timeoutMs: 20_000 })).gaps[0] ?? '',
    /^127\.0\.0\.1:\d+ sends more than 20 MB$/,
  );
});

test('a redirect to another host is not followed, wherever it leads', async (t) => {
  for (const target of ['http://169.254.169.254/latest/meta-data/', 'https://elsewhere.example.com/x', 'file:///etc/passwd']) {
    const { host } = await startChartHost(t, {
      '/charts/index.yaml': (_, response) => void response.writeHead(302, { location: target }).end(),
    });
    assert.match(
      (await read(t, fromRepository(host))).gaps[0] ?? '',
      /refers to (169\.254\.169\.254|elsewhere\.example\.com), another host: name it in chartHosts|over file: charts come over https/,
      target,
    );
  }
  const away = await startChartHost(t, { '/charts/index.yaml': indexOf('http://169.254.169.254/db.tgz') });
  assert.match((await read(t, fromRepository(away.host))).gaps[0] ?? '', /refers to 169\.254\.169\.254, another host/);
});

test('an address of this machine, its link or its cloud is never asked, even where the operator names the host', async (t) => {
  for (const host of [
    '169.254.169.254',
    '[fd00:ec2::254]',
    '[::ffff:169.254.169.254]',
    '127.0.0.1',
    'localhost',
    '[::1]',
    '0.0.0.0',
    '169.254.170.2',
    '2852039166',
  ]) {
    const { gaps } = await read(
      t,
      { type: 'repository', url: `https://${host}/charts`, name: 'db', version: '1.2.3' },
      { hosts: [host, '169.254.169.254'] },
    );
    assert.match(gaps[0] ?? '', /is an address of this machine, of its network or of its cloud, where charts are not fetched/, host);
  }
  const { gaps } = await read(t, { type: 'repository', url: 'http://charts.example.com', name: 'db', version: '1.2.3' }, {});
  assert.match(gaps[0] ?? '', /charts\.example\.com is asked over http: charts come over https/);
});

test('addresses are judged by whom they belong to', () => {
  const judged = (addresses: readonly string[]): string[] => [...new Set(addresses.map(judgeAddress))];
  assert.deepEqual(judged(['8.8.8.8', '140.82.121.3', '2606:50c0:8000::153']), ['public']);
  assert.deepEqual(judged(['10.1.2.3', '172.16.0.1', '192.168.1.1', '100.64.0.1', 'fc00::1', 'fd12:3456::1']), ['private']);
  assert.deepEqual(
    judged([
      '127.0.0.53',
      '169.254.1.1',
      '::1',
      '::',
      'fe80::1',
      'fd00:ec2::254',
      '::ffff:127.0.0.1',
      '64:ff9b::a9fe:a9fe',
      '2002:7f00:1::',
      'no address',
    ]),
    ['forbidden'],
  );
  assert.deepEqual(judged(['::ffff:10.0.0.1']), ['private']);
});
