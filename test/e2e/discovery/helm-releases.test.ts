/**
 * Releases as the real Helm leaves them on a real API server: in sync as installed and upgraded, in Secrets and in ConfigMaps, until somebody changes
 * something by hand.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import type { DriftReport } from '../../../functions/core/report.ts';
import { findTestTool } from '../../support/workbench.ts';
import { obtainControlPlane, requireControllers } from '../control-plane/obtain-control-plane.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start-control-plane.ts';
import { grantReading } from '../support/grant-reading.ts';
import { runKubectl } from '../support/run-kubectl.ts';
import { CHANGES, CHART, PASSWORD } from './released-chart.ts';

const obtained = requireControllers(await obtainControlPlane());
const reason = 'skip' in obtained ? obtained.skip : false;
const program = join(import.meta.dirname, '../../../functions/cli/bin.js');

async function run(
  command: string,
  args: readonly string[],
  cluster: ControlPlane,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const env = { ...process.env, HOME: cluster.directory, XDG_CACHE_HOME: join(cluster.directory, 'cache'), ...variables };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (output === '') throw new Error(errors);
  return output;
}

async function runHelm(cluster: ControlPlane, args: readonly string[], driver = 'secret'): Promise<string> {
  return run(await findTestTool('helm'), args, cluster, { KUBECONFIG: cluster.adminKubeconfigPath, HELM_DRIVER: driver });
}

async function check(cluster: ControlPlane): Promise<DriftReport> {
  const flags = ['check', '--from', 'helm', '--kubeconfig', cluster.readerKubeconfigPath, '--no-unmanaged', '-q', '-o', 'json'];
  const output = await run(process.execPath, [program, ...flags], cluster, {});
  assert.ok(!output.includes(PASSWORD) && !output.includes(Buffer.from(PASSWORD).toString('base64')));
  return JSON.parse(output) as DriftReport;
}

async function writeChart(folder: string): Promise<void> {
  for (const [path, content] of Object.entries(CHART)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

function listFound({ differences }: DriftReport): string[] {
  return differences.flatMap((difference) => {
    const title = `${difference.ref.kind} ${difference.ref.namespace ?? ''}/${difference.ref.name}`;
    return difference.type === 'modified' ? difference.fields.map(({ at }) => `${title}: ${at}`) : [`${title}: ${difference.type}`];
  });
}

describe('releases of the real Helm', { skip: reason }, () => {
  it('are in sync as Helm left them, and every change by hand is found at its line', async () => {
    const cluster = await startControlPlane('binaries' in obtained ? obtained.binaries : assert.fail());
    try {
      await grantReading(cluster);
      const chart = join(cluster.directory, 'web');
      await writeChart(chart);
      const values = ['--set', `password=${PASSWORD}`];
      await runHelm(cluster, ['install', 'web', chart, '--namespace', 'shop', '--create-namespace', ...values]);
      await runHelm(cluster, ['upgrade', 'web', chart, '--namespace', 'shop', ...values, '--set', 'replicas=3']);
      await runHelm(
        cluster,
        ['install', 'other', chart, '--namespace', 'other', '--create-namespace', '--set', 'clusterRole=no', ...values],
        'configmap',
      );
      const before = await check(cluster);
      const { unchecked, undecided, verdict } = before;
      assert.deepEqual(
        { found: listFound(before), unchecked, undecided, verdict },
        { found: [], unchecked: [], undecided: [], verdict: 'in-sync' },
      );
      assert.deepEqual(
        before.revisions.map(({ source, commit }) => `${source} ${commit}`),
        ['release.other.other revision 1', 'release.shop.web revision 2'],
      );
      for (const { kubectl } of CHANGES) await runKubectl(cluster, kubectl);
      const after = await check(cluster);
      assert.deepEqual(listFound(after).sort(), CHANGES.map(({ found }) => found).sort());
      const manifest = (await runHelm(cluster, ['get', 'manifest', 'web', '--namespace', 'shop'])).split('\n');
      for (const difference of after.differences) {
        if (difference.type !== 'modified' || difference.ref.namespace !== 'shop') continue;
        assert.equal(difference.origin.file, 'release shop/web revision 2');
        for (const { at, line } of difference.fields)
          if (line !== undefined) assert.match(manifest[line - 1] ?? '', new RegExp(`${at.split('.').at(-1)}:`), at);
      }
      console.log(
        `${before.counts.compared} objects of ${before.revisions.length} releases in sync; ${CHANGES.length} changes by hand, each found`,
      );
    } finally {
      await cluster.stop();
    }
  });
});
