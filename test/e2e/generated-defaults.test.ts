import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadDefaults } from '../../functions/core/kinds/defaults-tables.ts';
import { buildDefaultsTable } from '../defaults/defaults-table.ts';
import { exchangeSamples } from '../defaults/exchange-samples.ts';
import { obtainControlPlane } from './control-plane/obtain-control-plane.ts';
import { startControlPlane } from './control-plane/start-control-plane.ts';
import { defaultMinor, kubernetesVersions } from './control-plane/versions.ts';

const obtained = await obtainControlPlane(defaultMinor);

describe('the generated table of defaults', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  it('is what a real API server answers today, and its samples cover every kind and struct', async () => {
    const binaries = 'binaries' in obtained ? obtained.binaries : assert.fail();
    const cluster = await startControlPlane({ ...binaries, controllerManager: null });
    try {
      const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
      const { exchanges, problems } = await exchangeSamples(access, defaultMinor);
      assert.deepEqual(problems, []);
      const stored = await loadDefaults(kubernetesVersions[defaultMinor]);
      assert.deepEqual(buildDefaultsTable(kubernetesVersions[defaultMinor], exchanges), stored?.table);
    } finally {
      await cluster.stop();
    }
  });
});
