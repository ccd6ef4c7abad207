import assert from 'node:assert/strict';
import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openLocalReportStore } from '../../functions/io/local-report-store.ts';
import { runCommandLine, serveCluster } from '../support/command-line.ts';
import { configMap, makeFolder, makeRepository } from '../support/git-repository.ts';
import { buildReport } from '../support/sample-report.ts';
import { buildVariedReport } from '../support/sample-reports.ts';

/** A store with two reports of prod-eu, in sync and then drifted; returns its folder. */
async function fillStore(t: TestContext): Promise<string> {
  const folder = join(makeFolder(t), '.plumbline');
  const store = openLocalReportStore(folder);
  await store.store(buildReport([], { readAt: '2026-11-03T22:00:00Z' }));
  await store.store(buildVariedReport());
  return folder;
}

describe('plumbline report', () => {
  it('tells the latest report in every output as check does, and ends as check ended', async (t) => {
    const from = await fillStore(t);
    const text = await runCommandLine(t, ['report', '--from', from]);
    assert.equal(text.code, 1, text.stderr);
    assert.match(text.stdout, /DRIFTED/);
    const json = await runCommandLine(t, ['report', 'prod-eu', '--from', from, '--output', 'json']);
    assert.deepEqual([json.code, JSON.parse(json.stdout)], [1, JSON.parse(JSON.stringify(buildVariedReport()))]);
    assert.match((await runCommandLine(t, ['report', '--from', from, '-o', 'markdown'])).stdout, /^### /);
  });

  it('tells the report in force at a time', async (t) => {
    const from = await fillStore(t);
    for (const at of ['2026-11-04T01:00:00Z', '2026-11-03', '2026-11-04T04:00:00+02:00']) {
      const { code, stdout } = await runCommandLine(t, ['report', '--from', from, '--at', at]);
      assert.equal(code, 0, at);
      assert.match(stdout, /IN SYNC/);
    }
    const early = await runCommandLine(t, ['report', 'prod-eu', '--from', from, '--at', '2026-11-03T21:59:59Z']);
    assert.equal(early.code, 2);
    assert.match(early.stderr, /no report of prod-eu as early as 2026-11-03T21:59:59Z/);
    for (const at of ['yesterday', '2026-11-04T01:00:00', '2026-13-01'])
      assert.match((await runCommandLine(t, ['report', '--from', from, '--at', at])).stderr, /a time is written like/);
  });

  it('lists clusters, and reports newest first', async (t) => {
    const from = await fillStore(t);
    assert.equal((await runCommandLine(t, ['report', '--list', '--from', from])).stdout, 'prod-eu\n');
    const { code, stdout } = await runCommandLine(t, ['report', 'prod-eu', '--list', '--from', from]);
    assert.equal(code, 0);
    assert.equal(
      stdout,
      '2026-11-04T03:12:09Z  3f2a9c1d  reports/prod-eu/2026-11-04/031209Z-3f2a9c1d.json\n' +
        '2026-11-03T22:00:00Z  3f2a9c1d  reports/prod-eu/2026-11-03/220000Z-3f2a9c1d.json\n',
    );
    const json = await runCommandLine(t, ['report', 'prod-eu', '--list', '--at', '2026-11-03', '--from', from, '-o', 'json']);
    assert.deepEqual(JSON.parse(json.stdout), [
      { key: 'reports/prod-eu/2026-11-03/220000Z-3f2a9c1d.json', cluster: 'prod-eu', at: '2026-11-03T22:00:00Z', commit: '3f2a9c1d' },
    ]);
  });

  it('says what there is where the cluster is another, several or none', async (t) => {
    const from = await fillStore(t);
    assert.match(
      (await runCommandLine(t, ['report', 'prod-us', '--from', from])).stderr,
      /no report of prod-us; there are reports of prod-eu/,
    );
    await openLocalReportStore(from).store(buildReport([], { check: { id: 'test', cluster: { name: 'test', server: '' } } }));
    const several = await runCommandLine(t, ['report', '--from', from]);
    assert.equal(several.code, 2);
    assert.match(several.stderr, /name the cluster: there are reports of prod-eu, test/);
    const none = await runCommandLine(t, ['report', '--from', join(makeFolder(t), 'nothing')]);
    assert.equal(none.code, 2);
    assert.match(none.stderr, /no reports are stored in [\s\S]*check --store/);
    assert.match((await runCommandLine(t, ['report', '--from', 's3://Not_A_Bucket'])).stderr, /a bucket is written like s3:\/\/my-reports/);
  });

  it('names a damaged report instead of telling an older one', async (t) => {
    const from = await fillStore(t);
    truncateSync(join(from, 'reports/prod-eu/2026-11-04/031209Z-3f2a9c1d.json'), 100);
    const { code, stdout, stderr } = await runCommandLine(t, ['report', '--from', from]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /031209Z-3f2a9c1d\.json is damaged/);
  });
});

describe('plumbline check --store', () => {
  it('keeps the report where nobody else can read it, and report gives it back to the byte', async (t) => {
    const kubeconfig = await serveCluster(t, []);
    const store = join(makeFolder(t), 'kept');
    const repository = makeRepository(t, { 'a.yaml': configMap('a') });
    const args = ['check', '-s', repository, '--kubeconfig', kubeconfig, '-q', `--store=${store}`, '-o', 'json'];
    const checked = await runCommandLine(t, args);
    const reported = await runCommandLine(t, ['report', '--from', store, '-o', 'json']);
    assert.deepEqual([reported.code, reported.stdout], [checked.code, checked.stdout]);
    for (const entry of readdirSync(store, { recursive: true, withFileTypes: true }))
      assert.equal(statSync(join(entry.parentPath, entry.name)).mode & 0o777, entry.isDirectory() ? 0o700 : 0o600, entry.name);
  });

  it('takes the folder behind an equals sign only', async (t) => {
    const { code, stderr } = await runCommandLine(t, ['check', '-s', '.', '--store', 'folder']);
    assert.equal(code, 2);
    assert.match(stderr, /"folder" is one argument too many/);
  });
});
