import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { obtainControlPlane } from '../e2e/control-plane/obtain-control-plane.ts';
import { startControlPlane } from '../e2e/control-plane/start-control-plane.ts';
import { defaultMinor, kubernetesVersions } from '../e2e/control-plane/versions.ts';
import { buildDefaultsTable } from './defaults-table.ts';
import { exchangeSamples } from './exchange-samples.ts';
import { formatTable } from './format-table.ts';

const obtained = await obtainControlPlane(defaultMinor);

describe('the generated table of defaults', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  it('is what a real API server answers today, and its samples cover every kind and struct', async () => {
    const binaries = 'binaries' in obtained ? obtained.binaries : assert.fail();
    const cluster = await startControlPlane({ ...binaries, controllerManager: null });
    try {
      const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
      const { exchanges, problems } = await exchangeSamples(access, defaultMinor);
      assert.deepEqual(problems, []);
      const path = join(import.meta.dirname, '../../functions/core/kinds/defaults', `${defaultMinor}.json`);
      assert.equal(formatTable(buildDefaultsTable(kubernetesVersions[defaultMinor], exchanges)), readFileSync(path, 'utf8'));
    } finally {
      await cluster.stop();
    }
  });
});
