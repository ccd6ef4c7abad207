import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findManifestFolder } from '../../../functions/core/init/find-manifest-folder.ts';
import { findSharedTag } from '../../../functions/core/init/find-shared-tag.ts';

describe('the folder that holds the manifests', () => {
  it('is the deepest one that all of them are in', () => {
    assert.deepEqual(findManifestFolder(['deploy/web/a.yaml', 'deploy/web/b/c.yaml']), { folder: 'deploy/web', among: ['deploy'] });
    assert.deepEqual(findManifestFolder(['deploy/web.yaml', 'deploy-old/b.yaml']), { folder: '', among: ['deploy', 'deploy-old'] });
    assert.deepEqual(findManifestFolder(['a.yaml', 'deploy/b.yaml']), { folder: '', among: ['', 'deploy'] });
    assert.equal(findManifestFolder([]), undefined);
  });

  it('has nothing to do with tests and examples, unless there is nothing else', () => {
    assert.equal(findManifestFolder(['deploy/a.yaml', 'test/fixtures/b.yaml', 'docs/c.yaml', '.github/d.yaml'])?.folder, 'deploy');
    assert.equal(findManifestFolder(['examples/a.yaml'])?.folder, 'examples');
  });
});

describe('the tag that clusters share', () => {
  it('has one value on all of them, and is none that a tool puts everywhere', () => {
    const tools = { 'alpha.eksctl.io/eksctl-version': '0.2', 'aws:cloudformation:stack-name': 's' };
    assert.deepEqual(
      findSharedTag([
        { ...tools, team: 'a', env: 'p' },
        { ...tools, team: 'b', env: 'p' },
      ]),
      { key: 'env', value: 'p' },
    );
    assert.equal(findSharedTag([tools, tools]), undefined);
    assert.deepEqual(
      findSharedTag([
        { a: '1', plumbline: 'x' },
        { plumbline: 'x', a: '1' },
      ]),
      { key: 'plumbline', value: 'x' },
    );
  });

  it('is none of a single cluster', () => {
    assert.equal(findSharedTag([{ env: 'p' }]), undefined);
    assert.equal(findSharedTag([]), undefined);
  });
});
