import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findForgeApi } from '../../../functions/core/provenance/find-forge-api.ts';

describe('the API of a repository', () => {
  it('is that of its own host, so that a token goes nowhere else', () => {
    assert.deepEqual(findForgeApi('https://github.com/group/shop.git', undefined), {
      type: 'github',
      api: 'https://api.github.com',
      project: 'group/shop',
    });
    assert.equal(findForgeApi('https://github.example.com/group/shop', undefined)?.api, 'https://github.example.com/api/v3');
    assert.deepEqual(findForgeApi('https://gitlab.example.com/a/b/shop.git/', undefined), {
      type: 'gitlab',
      api: 'https://gitlab.example.com/api/v4',
      project: 'a/b/shop',
    });
  });

  it('is the one that the operator names', () => {
    const forge = { type: 'gitlab', api: 'https://git.example.com/gitlab/api/v4/' } as const;
    assert.equal(findForgeApi('https://git.example.com/shop.git', forge)?.api, 'https://git.example.com/gitlab/api/v4');
  });

  it('is none for a repository on disk, on a host that is not known, or behind plain http', () => {
    for (const url of ['/srv/shop', 'https://git.example.com/shop.git', 'http://github.example.com/group/shop.git', 'https://github.com/'])
      assert.equal(findForgeApi(url, undefined), undefined, url);
  });
});
