import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { markChange } from '../../../../functions/core/render/html/mark-change.ts';

describe('the mark on a change', () => {
  it('is on what differs within two long values', () => {
    assert.deepEqual(markChange('ghcr.io/shop/web:2.4.1', 'ghcr.io/shop/web:2.5.1'), [
      'ghcr.io/shop/web:2.<mark>4</mark>.1',
      'ghcr.io/shop/web:2.<mark>5</mark>.1',
    ]);
    assert.deepEqual(markChange('ghcr.io/shop/web:2', 'ghcr.io/shop/web:2-hotfix')[1], 'ghcr.io/shop/web:2<mark>-hotfix</mark>');
  });

  it('is on neither where little is the same', () => {
    assert.deepEqual(markChange('"acme"', '"other"'), ['&quot;acme&quot;', '&quot;other&quot;']);
  });

  it('parts no character, and lets no markup through', () => {
    const [before, after] = markChange('<b>01234567😀x', '<b>01234567😁x');
    assert.equal(before, '&lt;b&gt;01234567<mark>😀</mark>x');
    assert.equal(after, '&lt;b&gt;01234567<mark>😁</mark>x');
  });
});
