import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Push } from '../../../functions/core/webhook/forge.ts';
import { isConcerned } from '../../../functions/core/webhook/is-concerned.ts';

const push: Push = {
  urls: ['https://github.com/acme/shop.git', 'https://github.com/acme/shop'],
  refs: ['refs/heads/main'],
  defaultBranch: 'main',
};
const follows = (revision: string, moved: Partial<Push> = {}): boolean =>
  isConcerned({ url: 'https://github.com/acme/shop.git', revision }, { ...push, ...moved });
const reads = (url: string): boolean => isConcerned({ url, revision: 'main' }, push);

describe('a push concerns a source', () => {
  it('of the same repository, however its address is written', () => {
    for (const url of ['https://github.com/acme/shop', 'https://GitHub.com/Acme/Shop.git', 'https://github.com/acme/shop.git/'])
      assert.ok(reads(url), url);
    for (const url of ['https://github.com/acme/shop2', 'https://github.com/other/shop', 'https://git.example.com/acme/shop', 'no address'])
      assert.ok(!reads(url), url);
  });
  it('that follows the branch that moved, by any of its names', () => {
    for (const revision of ['main', 'heads/main', 'refs/heads/main']) assert.ok(follows(revision), revision);
    for (const revision of ['release', 'main2', 'mai', 'm.in', 'tags/main', '3f2a9c1d'.repeat(5)]) assert.ok(!follows(revision), revision);
  });
  it('that follows the tag that moved', () => {
    const refs = ['refs/tags/v1'];
    for (const revision of ['v1', 'tags/v1', 'refs/tags/v1']) assert.ok(follows(revision, { refs }), revision);
    assert.ok(!follows('HEAD', { refs }));
    assert.ok(!follows('main', { refs }));
  });
  it('that follows the default branch, where that moved', () => {
    assert.ok(follows('HEAD'));
    assert.ok(!follows('HEAD', { refs: ['refs/heads/feature'] }));
  });
  it('that follows the default branch, where the forge does not say which it is', () => {
    const { defaultBranch: _, ...unsaid } = push;
    const source = { url: 'https://github.com/acme/shop', revision: 'HEAD' };
    assert.ok(isConcerned(source, { ...unsaid, refs: ['refs/heads/feature'] }));
    assert.ok(!isConcerned(source, { ...unsaid, refs: ['refs/tags/v1'] }));
  });
  it('when any of several branches is the one it follows', () => {
    assert.ok(follows('staging', { refs: ['refs/heads/main', 'refs/heads/staging'] }));
  });
  it('in no way when all that happened is that branches were deleted', () => assert.ok(!follows('main', { refs: [] })));
  it('whatever it follows, when nobody says what moved', () => {
    assert.ok(isConcerned({ url: 'https://github.com/acme/shop', revision: 'v1' }, { urls: push.urls }));
  });
  it('of clusters to come, where their name would fit', () => {
    const refs = ['refs/heads/env/prod-eu'];
    for (const revision of ['env/{cluster}', 'env/prod-{region}', 'refs/heads/env/{cluster}'])
      assert.ok(follows(revision, { refs }), revision);
    for (const revision of ['environment/{cluster}', 'env/{cluster}/x', 'env/prod-eu{cluster}'])
      assert.ok(!follows(revision, { refs }), revision);
  });
});
