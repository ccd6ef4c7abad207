import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { suggestNearest } from '../../functions/core/suggest-nearest.ts';

describe('suggesting what was meant', () => {
  it('finds the word with few letters wrong, swapped or missing', () => {
    const known = ['check', 'rbac', 'record', 'schema'];
    assert.equal(suggestNearest('chekc', known), 'check');
    assert.equal(suggestNearest('recrod', known), 'record');
    assert.equal(suggestNearest('Schema', known), 'schema');
  });

  it('suggests nothing where nothing is near', () => {
    assert.equal(suggestNearest('banana', ['check', 'rbac']), undefined);
  });
});
