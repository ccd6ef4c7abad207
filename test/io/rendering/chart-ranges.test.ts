import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import type { ChartRef, HelmRequest } from '../../../functions/core/rendering-request.ts';
import { type Answer, digestOf, packChart, startChartHost } from '../../support/chart-host.ts';
import { makeFolder } from '../../support/git-repository.ts';
import { gapsOf, readFiles } from '../../support/read-rendered.ts';
import { findTestTool, openTestWorkbench } from '../../support/workbench.ts';

const VERSIONS = ['2.0.0-rc.1', '1.10.0', '1.9.3', '1.9.0+build.7', '1.2.0', '0.9.0', '3.0.0-beta.2'];

function packVersion(version: string): Uint8Array {
  return packChart('db', {
    'Chart.yaml': `apiVersion: v2\nname: db\nversion: ${version}\n`,
    'templates/db.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: db}\ndata: {version: "{{ .Chart.Version }}"}\n',
  });
}

/** A repository of charts whose index names each version, in no order. */
async function startRepository(t: TestContext, versions: readonly string[] = VERSIONS): Promise<{ host: string; asked: string[] }> {
  const entries = versions.map((version) => `  - {name: db, version: "${version}", urls: ["db-${version}.tgz"]}\n`).join('');
  return startChartHost(t, {
    '/charts/index.yaml': `apiVersion: v1\nentries:\n  db:\n${entries}`,
    ...Object.fromEntries(versions.map((version) => [`/charts/db-${version}.tgz`, packVersion(version)])),
  });
}

async function read(t: TestContext, chart: ChartRef, directory?: string) {
  const rendering: HelmRequest = { type: 'helm', chart, releaseName: 'r', namespace: 'data', valuesFiles: [] };
  const desired = await readFiles(t, {}, { rendering, bench: openTestWorkbench({}, directory, { allowLoopback: true, timeoutMs: 2_000 }) });
  return {
    version: desired.objects.map(({ body }) => body['data']),
    gap: gapsOf(desired)[0]?.replace('. render-failed: the chart cannot be rendered: ', ''),
    revision: desired.revisions[0],
  };
}

test('of a range the version is rendered that Helm takes', async (t) => {
  const { host } = await startRepository(t);
  const helm = await findTestTool('helm');
  const home = makeFolder(t);
  for (const range of [
    '1.x',
    '~1.9',
    '^0',
    '*',
    '>=1.2 <1.10',
    '1.2 - 1.9',
    '>1.10.0-0',
    '0.x || 1.2.x',
    '1.9.3',
    'v1.2.0',
    '1.9.0+build.7',
  ]) {
    const asked = ['show', 'chart', 'db', `--repo=http://${host}/charts`, `--version=${range}`];
    const { stdout } = await promisify(execFile)(helm, asked, { env: { HOME: home } });
    const { version, gap } = await read(t, { type: 'repository', url: `http://${host}/charts`, name: 'db', version: range });
    assert.equal(gap, undefined, range);
    assert.deepEqual(version, [{ version: /^version: (.*)$/m.exec(stdout)?.[1] }], range);
  }
});

test('the report says which version a range stood for, and that it moves', async (t) => {
  const { host } = await startRepository(t);
  const { revision } = await read(t, { type: 'repository', url: `http://${host}/charts`, name: 'db', version: '1.x' });
  const digest = digestOf(packVersion('1.10.0'));
  assert.equal(revision?.commit, '1.10.0');
  assert.deepEqual(revision.resolved, [{ type: 'chart', name: 'db', wanted: '1.x', found: '1.10.0', digest, moves: true }]);
  const pinned = await read(t, { type: 'repository', url: `http://${host}/charts`, name: 'db', version: '1.10.0' });
  assert.deepEqual(pinned.revision?.resolved, [{ type: 'chart', name: 'db', wanted: '1.10.0', found: '1.10.0', digest }]);
});

test('a version that is published is rendered at the next run, whatever was kept', async (t) => {
  const directory = makeFolder(t);
  const chart = (host: string): ChartRef => ({ type: 'repository', url: `http://${host}/charts`, name: 'db', version: '~1.9' });
  assert.deepEqual((await read(t, chart((await startRepository(t, ['1.9.0'])).host), directory)).version, [{ version: '1.9.0' }]);
  assert.deepEqual((await read(t, chart((await startRepository(t, ['1.9.0', '1.9.1'])).host), directory)).version, [{ version: '1.9.1' }]);
});

test('a range that nothing is in is named', async (t) => {
  const { host } = await startRepository(t);
  const { gap } = await read(t, { type: 'repository', url: `http://${host}/charts`, name: 'db', version: '^4' });
  assert.match(gap ?? '', /^the chart db \^4 of 127\.0\.0\.1:\d+ is not in its index$/);
});

/** A registry that hands out its tags in pages of two. */
async function startRegistry(t: TestContext): Promise<{ host: string; asked: string[] }> {
  const tags = [...VERSIONS.map((version) => version.replaceAll('+', '_')), 'latest', 'sha256-aaaa.sig', '1.11'];
  const answers: Record<string, Answer | string | Uint8Array> = {
    '/v2/charts/db/tags/list': (request, response) => {
      const last = new URL(request.url ?? '', 'http://x').searchParams.get('last');
      const from = last === null ? 0 : tags.indexOf(last) + 1;
      const page = tags.slice(from, from + 2);
      if (from + 2 < tags.length) response.setHeader('link', `</v2/charts/db/tags/list?n=2&last=${page.at(-1)}>; rel="next"`);
      response.end(JSON.stringify({ name: 'charts/db', tags: page }));
    },
  };
  for (const version of VERSIONS) {
    const archive = packVersion(version);
    const layers = [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: digestOf(archive), size: archive.length }];
    const manifest = JSON.stringify({ schemaVersion: 2, layers });
    answers[`/v2/charts/db/manifests/${version.replaceAll('+', '_')}`] = manifest;
    if (version === '1.2.0') answers['/v2/charts/db/manifests/latest'] = manifest;
    answers[`/v2/charts/db/blobs/${digestOf(archive)}`] = archive;
  }
  return startChartHost(t, answers);
}

test('of a registry all tags are looked through, and only what is a whole version counts', async (t) => {
  const { host } = await startRegistry(t);
  const url = `oci://${host}/charts/db`;
  assert.deepEqual((await read(t, { type: 'oci', url, version: '~1.9' })).version, [{ version: '1.9.3' }]);
  assert.deepEqual((await read(t, { type: 'oci', url, version: '1.9.x <1.9.3' })).version, [{ version: '1.9.0+build.7' }]);
  const newest = await read(t, { type: 'oci', url });
  assert.deepEqual(newest.version, [{ version: '1.10.0' }]);
  assert.equal(newest.revision?.resolved?.[0]?.wanted, '*');
  assert.match((await read(t, { type: 'oci', url, version: '9.x' })).gap ?? '', /has no version in "9\.x"$/);
});

test('a tag is taken as it is called, and said to move; a version asks for no list', async (t) => {
  const { host, asked } = await startRegistry(t);
  const url = `oci://${host}/charts/db`;
  const { version, revision } = await read(t, { type: 'oci', url, tag: 'latest' });
  assert.deepEqual(version, [{ version: '1.2.0' }]);
  assert.equal(revision?.resolved?.[0]?.moves, true);
  await read(t, { type: 'oci', url, version: '1.2.0' });
  assert.ok(!asked.includes('/v2/charts/db/tags/list'));
});

test('a list of tags that leads elsewhere is not followed there', async (t) => {
  for (const link of ['</v2/other/tags/list?last=a>; rel="next"', '<http://169.254.169.254/v2/charts/db/tags/list>; rel="next"']) {
    const { host, asked } = await startChartHost(t, {
      '/v2/charts/db/tags/list': (_, response) => void response.setHeader('link', link).end('{"tags": ["1.0.0"]}'),
    });
    assert.match((await read(t, { type: 'oci', url: `oci://${host}/charts/db`, version: '2.x' })).gap ?? '', /has no version in "2\.x"$/);
    assert.deepEqual(asked, ['/v2/charts/db/tags/list']);
  }
});

test('a list of tags without end is given up', async (t) => {
  const { host } = await startChartHost(t, {
    '/v2/charts/db/tags/list': (_, response) => void response.setHeader('link', '<list?last=a>; rel="next"').end('{"tags": ["a"]}'),
  });
  const { gap } = await read(t, { type: 'oci', url: `oci://${host}/charts/db`, version: '1.x' });
  assert.match(gap ?? '', /has more tags than are looked through: name a version instead of a range$/);
});

test('a dependency that is a range without a lock is brought in its newest version', async (t) => {
  const { host } = await startRepository(t);
  const files = {
    'Chart.yaml': `apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n  - {name: db, version: "~1.9", repository: "http://${host}/charts"}\n`,
    'templates/x.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n',
  };
  const bench = openTestWorkbench({}, undefined, { allowLoopback: true, hosts: [host] });
  const { objects, revisions } = await readFiles(t, files, { bench });
  assert.deepEqual(objects.map(({ name, body }) => [name, body['data']]).sort(), [
    ['db', { version: '1.9.3' }],
    ['x', undefined],
  ]);
  assert.deepEqual(revisions[0]?.resolved?.[0]?.found, '1.9.3');
});
