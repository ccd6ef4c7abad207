import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openLocalReportStore } from '../../functions/io/local-report-store.ts';
import { runCommandLine } from '../support/command-line.ts';
import { makeFolder } from '../support/git-repository.ts';
import { buildChanged, buildModified, buildPath, buildReport } from '../support/sample-report.ts';

const image = buildPath('spec', 'template', 'spec', 'containers', { name: 'web' }, 'image');

async function fillStore(t: TestContext, drifted: readonly string[]): Promise<string> {
  const folder = join(makeFolder(t), '.plumbline');
  for (const name of ['prod-ap', 'prod-eu', 'prod-us']) {
    const differences = drifted.includes(name)
      ? [buildModified('Deployment.apps shop/web', [buildChanged(image, 'web:1.4', 'web:1.5')])]
      : [];
    await openLocalReportStore(folder).store(buildReport(differences, { check: { id: name, cluster: { name, server: '' } } }));
  }
  return folder;
}

describe('plumbline fleet', () => {
  it('tells which cluster drifts from its siblings, in what, and who did it', async (t) => {
    const from = await fillStore(t, ['prod-us']);
    const { code, stdout } = await runCommandLine(t, ['fleet', '--from', from]);
    assert.equal(code, 1);
    assert.match(stdout, /^✗ 3 clusters, 1 drifts from its siblings; 1 place departs somewhere\./);
    assert.match(
      stdout,
      /"web:1\.5" on prod-us\n +changed by hand: kubectl-edit, a person, .* git says\s+"web:1\.4"\n +as git says there on prod-ap, prod-eu/,
    );
    for (const output of ['json', 'markdown', 'html'])
      assert.match((await runCommandLine(t, ['fleet', 'shop', '--from', from, '-o', output])).stdout, /prod-us/);
  });

  it('ends with 0 where nothing departs, and with 3 where a report cannot be read, which it names', async (t) => {
    const from = await fillStore(t, []);
    assert.equal((await runCommandLine(t, ['fleet', '--from', from])).code, 0);
    truncateSync(join(from, 'reports/prod-eu/2026-11-04/031209Z-3f2a9c1d.json'), 100);
    const { code, stdout } = await runCommandLine(t, ['fleet', '--from', from]);
    assert.equal(code, 3);
    assert.match(stdout, /No report that can be read[\s\S]*prod-eu: [\s\S]*is damaged/);
  });

  it('says what there is where a source or a cluster is not', async (t) => {
    const from = await fillStore(t, []);
    const source = await runCommandLine(t, ['fleet', 'ship', '--from', from]);
    assert.deepEqual([source.code, /no report tells of a source ship[\s\S]*They compare shop/.test(source.stderr)], [2, true]);
    const cluster = await runCommandLine(t, ['fleet', '--cluster', 'prod-au', '--from', from]);
    assert.match(cluster.stderr, /no report of prod-au; there are reports of prod-ap, prod-eu, prod-us/);
    assert.match((await runCommandLine(t, ['fleet', '--at', '2026-11-01', '--from', from])).stdout, /no report is as early as that/);
  });
});
