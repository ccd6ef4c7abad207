import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json } from '../../../functions/core/json.ts';
import { configMap, gapsOf, namesOf, parse } from '../../support/parsed-manifests.ts';

const SECRET = 'hunter2-must-not-show';

/** The data of a ConfigMap whose `data` is this YAML. */
function dataOf(yaml: string): unknown {
  const parsed = parse(configMap('a', `data:\n${yaml}`));
  assert.deepEqual(parsed.unchecked, []);
  return parsed.objects[0]?.body['data'];
}

test('aliases that explode are refused in no time and no memory', () => {
  const levels = Array.from(
    { length: 40 },
    (_, i) =>
      `l${i}: &l${i} [${Array(10)
        .fill(i === 0 ? 'x' : `*l${i - 1}`)
        .join(', ')}]\n`,
  );
  const parsed = parse(`${configMap('bomb')}${levels.join('')}---\n${configMap('b')}`);
  assert.deepEqual([gapsOf(parsed).map((gap) => gap.split(' ')[1]), namesOf(parsed)], [['too-many-aliases'], ['b']]);
  const merged = Array.from(
    { length: 40 },
    (_, i) =>
      `m${i}: &m${i} {${
        i === 0
          ? 'k: v'
          : `<<: [${Array(10)
              .fill(`*m${i - 1}`)
              .join(', ')}], k${i}: v`
      }}\n`,
  );
  assert.deepEqual(
    gapsOf(parse(`${configMap('bomb')}${merged.join('')}`)).map((gap) => gap.split(' ')[1]),
    ['too-many-aliases'],
  );
  assert.deepEqual(gapsOf(parse(`${configMap('a')}data: &d {self: *d}\n`)), ['5 invalid-yaml']);
});

test('a manifest of 20 MB is read, and one beyond the limit is refused by its size', () => {
  const big = configMap('big', `data:\n${Array.from({ length: 200_000 }, (_, i) => `  key-${i}: "${'v'.repeat(85)}"\n`).join('')}`);
  assert.ok(big.length > 20_000_000);
  const parsed = parse(`${big}---\n${configMap('after')}`);
  assert.deepEqual([namesOf(parsed), parsed.objects[1]?.origin.line], [['big', 'after'], 200_007]);
  assert.deepEqual(
    parse(`${configMap('a')}#${' '.repeat(64_000_000)}`).unchecked.map(({ reason }) => reason),
    ['too-large'],
  );
});

test('integers beyond 2^53 stay what they are, in YAML and in JSON', () => {
  assert.deepEqual(dataOf('  s: 9007199254740993\n  u: 18446744073709551615\n  m: -9223372036854775808\n  h: 0xFFFFFFFFFFFFFFFF\n'), {
    s: 9007199254740993n,
    u: 18446744073709551615n,
    m: -9223372036854775808n,
    h: 18446744073709551615n,
  });
  const json = parse('{"apiVersion":"v1","kind":"X","metadata":{"name":"a"},"spec":{"n":9007199254740993}}');
  assert.deepEqual(json.objects[0]?.body['spec'], { n: 9007199254740993n });
});

test('Unicode and control characters come through', () => {
  assert.deepEqual(dataOf('  a: "\\u0000\\x1b[31m\\n\\u2028é😀"\n  b: 日本語\n  c: "zero\u200bwidth"\n'), {
    a: '\u0000\x1b[31m\n\u2028é😀',
    b: '日本語',
    c: 'zero\u200bwidth',
  });
  const json = parse('{"apiVersion":"v1","kind":"X","metadata":{"name":"a"},"v":"\u007f\\u0000\\ud83d\\ude00"}');
  assert.deepEqual(json.objects[0]?.body['v'], '\u007f\u0000😀');
  assert.deepEqual(gapsOf(parse(`${configMap('a')}data: {k: "raw \u0001 byte"}\n`)), ['5 invalid-yaml']);
});

test('byte order marks, CRLF and tabs before comments change nothing', () => {
  const crlf = `\uFEFF${configMap('a', 'data:\n  k: v \t# c\n')}---\n${configMap('b')}`.replaceAll('\n', '\r\n');
  const parsed = parse(crlf);
  assert.deepEqual(
    [parsed.unchecked, parsed.objects.map(({ name, origin }) => [name, origin.line])],
    [
      [],
      [
        ['a', 1],
        ['b', 8],
      ],
    ],
  );
  assert.deepEqual(parsed.objects[0]?.body['data'], { k: 'v' });
});

test('brackets that close at the beginning of a line are read, as Kubernetes reads them', () => {
  const parsed = parse(configMap('a', 'spec:\n  args: [\n    "a",\n    "b"\n]\n  env: {\n"x": 1\n}\n'));
  assert.deepEqual([parsed.unchecked, parsed.objects[0]?.body['spec']], [[], { args: ['a', 'b'], env: { x: 1 } }]);
});

test('JSON values that follow one another are all read', () => {
  const object = (name: string): string =>
    JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { brackets: '}{"\\' } }, null, 2);
  const parsed = parse(`${object('a')}\n${object('b')}${object('c')}`);
  assert.deepEqual(
    parsed.objects.map(({ name, origin }) => [name, origin.line]),
    [
      ['a', 1],
      ['b', 11],
      ['c', 20],
    ],
  );
  assert.deepEqual(gapsOf(parse(`${object('a')} oops ${object('b')}`)), ['10 invalid-yaml']);
});

test('no message quotes the file', () => {
  const broken = [
    '"unclosed',
    '*nothing',
    '!!int x',
    '@at',
    '{a: b',
    '- x\n y: z',
    '%TAG',
    '!<bad',
    '&a *a',
    '"\\q"',
    '? [a]\n  : b',
    '.inf',
    '|9x\n',
    '`',
  ];
  for (const value of broken) {
    const rest = `data:\n  ${SECRET}: ${value} ${SECRET}\n  *${SECRET} : x\n  !${SECRET} : !${SECRET}!x y\n`;
    const parsed = parse(configMap('a', rest));
    assert.equal(parsed.unchecked.length, 1, value);
    assert.doesNotMatch(JSON.stringify(parsed.unchecked), new RegExp(SECRET));
  }
});

test('whatever JSON can hold comes out as it went in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' })), (spec) => {
      const text = JSON.stringify({ apiVersion: 'v1', kind: 'X', metadata: { name: 'a' }, spec });
      const [object] = parse(text).objects;
      assert.equal(canonicalJson(object?.body['spec']), canonicalJson(spec as Json));
    }),
    { numRuns: 500 },
  );
});

test('text of any kind is parsed, set aside or named, but never thrown', () => {
  const line = fc.constantFrom(
    'apiVersion: v1',
    'kind: List',
    'items:',
    '- a',
    '  b: c',
    '---',
    '...',
    '{',
    ']',
    '&a',
    '*a',
    '<<: *a',
    '? x',
    '|',
    '"',
    '\t',
    '# c',
    '%YAML 1.1',
    '\u0001',
    'a: {b: [',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }), (lines) => {
      parse(lines.join('\n'));
    }),
    { numRuns: 2000 },
  );
});
