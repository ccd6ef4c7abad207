import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { measureText, truncateMiddle } from '../../../functions/core/render/text-width.ts';
import { truncateAround } from '../../../functions/core/render/truncate-around.ts';
import { breakWord, wrapText } from '../../../functions/core/render/wrap-text.ts';

describe('fitting text into columns', () => {
  it('counts East Asian characters and emoji as two columns, accents as none', () => {
    assert.equal(measureText('日本'), 4);
    assert.equal(measureText('🚀'), 2);
    assert.equal(measureText('e\u0301'), 1);
  });

  it('never gives more columns than asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        assert.ok(measureText(truncateMiddle(text, width)) <= width);
      }),
    );
  });

  it('keeps the beginning and the end when it cuts the middle', () => {
    assert.equal(truncateMiddle('abcdefghij', 7), 'abc…hij');
  });

  it('loses nothing but spaces when it wraps', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii' }), fc.integer({ min: 8, max: 60 }), (text, width) => {
        const plain = text.replace(/[^ -~]/g, 'x');
        assert.equal(wrapText(plain, width).join('').replaceAll(' ', ''), plain.replaceAll(' ', ''));
        for (const line of wrapText(plain, width)) assert.ok(measureText(line) <= width);
      }),
    );
  });

  it('breaks paths where their parts end', () => {
    assert.deepEqual(breakWord('deploy/team/service.yaml:12', 16), ['deploy/team/', 'service.yaml:12']);
    assert.deepEqual(breakWord('.spec.template.spec.containers', 16), ['.spec.template', '.spec.containers']);
  });

  it('keeps what differs in sight when two long texts are cut', () => {
    const tail = '/a/very/long/common/tail/that/does/not/matter';
    const [git, live] = truncateAround(`registry.example.com/one${tail}`, `registry.example.com/two${tail}`, 30);
    assert.ok(git.includes('one') && live.includes('two'), `${git} ${live}`);
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.integer({ min: 10, max: 40 }), (a, b, width) => {
        for (const text of truncateAround(a, b, width)) assert.ok(measureText(text) <= width, text);
      }),
    );
  });
});
