/** Charts of a Helm repository and of an OCI registry over https, pinned by digest: the same objects as Helm renders of the same chart on disk. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { ChartRef, HelmRequest } from '../../../functions/core/rendering-request.ts';
import { createAuthority, issueCertificate } from '../../support/certificates.ts';
import { type Answer, digestOf, packChart, startChartHost } from '../../support/chart-host.ts';
import { bodiesOf, copyFixture, gapsOf, readFiles, renderByHand } from '../../support/read-rendered.ts';
import { openTestWorkbench } from '../../support/workbench.ts';

const authority = createAuthority();
const certificate = issueCertificate(authority, { name: 'charts', hosts: ['127.0.0.1'] });
const VALUES = 'size: 8Gi\n';
const LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

/** The chart `cache` of the projects, as an archive. */
function packCache(folder: string): Uint8Array {
  const root = join(folder, 'web/charts/cache');
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return packChart(
    'cache',
    Object.fromEntries(
      files.map(({ parentPath, name }) => [join(parentPath, name).slice(root.length + 1), readFileSync(join(parentPath, name), 'utf8')]),
    ),
  );
}

async function serve(t: TestContext, archive: Uint8Array): Promise<{ readonly repository: ChartRef; readonly oci: ChartRef }> {
  const manifest = JSON.stringify({ schemaVersion: 2, layers: [{ mediaType: LAYER, digest: digestOf(archive), size: archive.length }] });
  const index = `apiVersion: v1\nentries:\n  cache:\n  - {name: cache, version: 0.1.0, digest: "${digestOf(archive).slice(7)}", urls: ["cache-0.1.0.tgz"]}\n`;
  const answers: Record<string, Answer | string | Uint8Array> = {
    '/charts/index.yaml': index,
    '/charts/cache-0.1.0.tgz': archive,
    [`/v2/charts/cache/manifests/${digestOf(manifest)}`]: manifest,
    [`/v2/charts/cache/blobs/${digestOf(archive)}`]: archive,
  };
  const { host } = await startChartHost(t, answers, certificate);
  return {
    repository: { type: 'repository', url: `https://${host}/charts`, name: 'cache', version: '0.1.0', digest: digestOf(archive) },
    oci: { type: 'oci', url: `oci://${host}/charts/cache`, digest: digestOf(manifest) },
  };
}

function read(t: TestContext, chart: ChartRef) {
  const rendering: HelmRequest = { type: 'helm', chart, releaseName: 'r', namespace: 'data', valuesFiles: ['values.yaml'] };
  return readFiles(
    t,
    { 'values.yaml': VALUES },
    { rendering, bench: openTestWorkbench({}, undefined, { allowLoopback: 'https', timeoutMs: 5_000 }) },
  );
}

test('a host whose certificate nobody vouches for is not asked', async (t) => {
  const { repository } = await serve(t, packCache(copyFixture(t, 'chart')));
  assert.match(gapsOf(await read(t, repository)).join(), /127\.0\.0\.1:\d+ could not be reached \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)/);
});

test('a chart over https, pinned by its digest, is what Helm renders of it', async (t) => {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, authority.cert]);
  t.after(() => setDefaultCACertificates(before));
  const folder = copyFixture(t, 'chart');
  const expected = await renderByHand('helm', ['template', 'r', 'web/charts/cache', '--namespace=data', '--set=size=8Gi'], folder);
  assert.ok(expected.length > 0);
  const { repository, oci } = await serve(t, packCache(folder));
  for (const chart of [repository, oci]) {
    const desired = await read(t, chart);
    assert.deepEqual([gapsOf(desired), bodiesOf(desired.objects)], [[], expected]);
  }
});
