import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { escapeControls, escapeText } from '../../../functions/core/render/escape-text.ts';
import { formatValue } from '../../../functions/core/render/format-value.ts';

describe('escaping text', () => {
  it('shows terminal escapes instead of sending them', () => {
    assert.equal(escapeText('\u001b[31mred\u009b2J'), '\\u001b[31mred\\u009b2J');
  });

  it('shows what turns the direction of text or cannot be seen', () => {
    assert.equal(escapeText('a\u202eb\u2066c\u200bd\ufeff'), 'a\\u202eb\\u2066c\\u200bd\\ufeff');
    assert.equal(escapeText('\u{e0041}'), '\\udb40\\udc41');
    assert.equal(escapeText('\ud800'), '\\ud800');
  });

  it('shows a newline as a sign', () => {
    assert.equal(escapeText('a\nb\r\nc'), 'a⏎b⏎c');
  });

  it('leaves text of any language alone', () => {
    for (const text of ['größe', '日本語', 'עברית', '🚀']) assert.equal(escapeText(text), text);
  });

  it('leaves no control character in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.exec(escapeText(text)), null);
      }),
    );
  });

  it('leaves the value of JSON as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(JSON.parse(escapeControls(JSON.stringify(text))), text);
      }),
    );
  });

  it('gives different texts different looks', () => {
    assert.notEqual(formatValue('\\u001b'), formatValue('\u001b'));
    assert.notEqual(formatValue('a\nb'), formatValue('a⏎b'));
  });
});
