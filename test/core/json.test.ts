import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, isSameJson, type Json, parseJson, stringifyJson } from '../../functions/core/json.ts';

describe('JSON', () => {
  it('keeps integers beyond 2^53 exact, in and out', () => {
    const text = '{"size":9007199254740993,"small":12,"text":"9007199254740993"}';
    assert.equal(stringifyJson(parseJson(text)), text);
  });
  it('does not mistake digits inside a text for a number', () =>
    assert.deepEqual(parseJson('{"a":"x:12345678901234567890"}'), { a: 'x:12345678901234567890' }));
  it('reads whatever it wrote', () => {
    const json = fc.letrec<{ json: Json }>((tie) => ({
      json: fc.oneof(
        fc.bigInt().filter((n) => n > 2n ** 53n),
        fc.integer(),
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('json'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('json'), { maxKeys: 3 }),
      ),
    })).json;
    fc.assert(fc.property(json, (value) => assert.ok(isSameJson(parseJson(stringifyJson(value)), value))));
  });
  it('writes equal values as equal text, whatever the order of keys', () => {
    assert.equal(canonicalJson({ b: 1, a: [{ d: 2, c: 3n }] }), canonicalJson({ a: [{ c: 3n, d: 2 }], b: 1 }));
  });
});
