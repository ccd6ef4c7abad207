import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectReleases, recordOf } from '../../../../functions/core/discover/helm/collect-releases.ts';
import { storeRelease } from '../../../support/helm-release.ts';

const store = (revision: number, status: string, name = 'web') => storeRelease({ name, namespace: 'shop', revision, status, manifest: '' });

describe('releases by what Helm keeps', () => {
  it('are the newest revision of each, by number and not by text', () => {
    const found = collectReleases([store(9, 'deployed'), store(10, 'failed'), store(2, 'deployed', 'api')], 'Secret');
    assert.deepEqual(
      found.map(recordOf).map(({ name, revision, status }) => `${name} ${revision} ${status}`),
      ['web 10 failed', 'api 2 deployed'],
    );
  });

  it('are none where they were uninstalled and only their history is left', () => {
    assert.deepEqual(collectReleases([store(3, 'uninstalled')], 'Secret'), []);
  });

  it('are none where an object carries the labels and is called otherwise', () => {
    const forged = {
      metadata: { name: 'forged', namespace: 'shop', labels: { owner: 'helm', name: 'web', version: '1', status: 'deployed' } },
    };
    assert.deepEqual(collectReleases([forged, {}, { metadata: { name: 3 } }], 'ConfigMap'), []);
  });
});
