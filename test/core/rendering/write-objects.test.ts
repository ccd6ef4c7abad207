import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../../functions/core/json.ts';
import { canonicalJson } from '../../../functions/core/json.ts';
import { readDocument } from '../../../functions/core/manifests/read-document.ts';
import { createMask } from '../../../functions/core/mask/create-mask.ts';
import { writeObjects } from '../../../functions/core/rendering/write-objects.ts';

const key = fc.oneof(fc.constantFrom('yes', 'on', 'null', '0644', 'a: b', '#', '- x', 'app.kubernetes.io/name', ''), fc.string());
const text = fc.oneof(
  fc.constantFrom(
    'yes',
    'no',
    '1',
    '1e3',
    '0x1F',
    '12:30:45',
    '2026-01-01',
    '~',
    '|',
    'a\nb',
    'a\n\n',
    ' a\nb',
    'a \nb\n',
    '\n',
    '\u0000\n',
    '\uffff\na',
    'a\tb\nc\td',
    '# x',
    'x: y',
    '{{ }}',
    'é\u2028',
  ),
  fc.string(),
  fc.string({ unit: 'binary' }),
);
const value = fc.letrec((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constant(null),
    fc.boolean(),
    fc.integer(),
    text,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(key, tie('json'), { maxKeys: 4 }),
  ),
})).json;

test('what is written is read back the same, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.dictionary(key, value, { minKeys: 1 }), (object) => {
      const body = JSON.parse(JSON.stringify(object)) as JsonObject;
      const read = readDocument(writeObjects([{ body, from: 'shop web.yaml:1' }], undefined));
      assert.ok(!('reason' in read), JSON.stringify(read));
      assert.equal(canonicalJson(read[0]?.value), canonicalJson(body));
    }),
    { numRuns: 500 },
  );
});

test('values of Secrets are masked, unless they are asked for', () => {
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' }, stringData: { password: 'hunter2-must-not-show' } };
  const mask = createMask(Buffer.from('key'));
  assert.doesNotMatch(writeObjects([{ body: secret, from: 'x' }], mask), /hunter2/);
  assert.match(writeObjects([{ body: secret, from: 'x' }], undefined), /hunter2/);
});
