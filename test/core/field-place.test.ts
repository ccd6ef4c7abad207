import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isPlaced, placeField, spellPlace } from '../../functions/core/field-place.ts';

const origin = { source: 'web', file: 'base/deployment.yaml', line: 3 };

describe('where to look for a field', () => {
  it('is where it is set, else its line in the file of the object, else where the object begins', () => {
    const place = { source: 'apps', file: 'apps/web.yaml', line: 14, setter: 'image' } as const;
    assert.deepEqual(placeField({ place }, origin), { source: 'apps', file: 'apps/web.yaml', line: 14 });
    assert.deepEqual(placeField({ line: 9 }, origin), { ...origin, line: 9 });
    assert.deepEqual(placeField({}, origin), origin);
    assert.equal(spellPlace({ line: 9 }, origin), 'base/deployment.yaml:9');
    assert.deepEqual([isPlaced({ place }), isPlaced({ line: 9 }), isPlaced({})], [true, true, false]);
  });
});
