import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalJson, type Json } from '../../../functions/core/json.ts';
import { type ParsedManifests, parseManifests } from '../../../functions/core/manifests/parse-manifests.ts';

const SOURCE = { source: 'apps', file: 'a.yaml', defaultNamespace: 'shop' };
const SECRET = 'hunter2-must-not-show';

function parse(text: string): ParsedManifests {
  return parseManifests(text, SOURCE);
}

function configMap(name: string, rest = ''): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n${rest}`;
}

/** What could not be read: line and reason. */
function gapsOf(parsed: ParsedManifests): string[] {
  return parsed.unchecked.map(({ line, reason }) => `${line} ${reason}`);
}

function namesOf(parsed: ParsedManifests): string[] {
  return parsed.objects.map((object) => object.name);
}

/** The data of a ConfigMap whose `data` is this YAML. */
function dataOf(yaml: string): unknown {
  const parsed = parse(configMap('a', `data:\n${yaml}`));
  assert.deepEqual(parsed.unchecked, []);
  return parsed.objects[0]?.body['data'];
}

test('an object has its identity, its body and its place', () => {
  const parsed = parse(`# comment\n---\n\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: blue\n`);
  const body = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace: 'blue' } };
  assert.deepEqual(parsed.objects, [
    {
      group: 'apps',
      version: 'v1',
      kind: 'Deployment',
      name: 'web',
      namespace: 'blue',
      defaultNamespace: 'shop',
      body,
      origin: { source: 'apps', file: 'a.yaml', line: 4 },
      document: 1,
    },
  ]);
});

test('a document that does not parse is named with its line, and those around it are read', () => {
  const parsed = parse(`${configMap('a')}---\napiVersion: v1\nkind: Secret\n  data: ${SECRET}\n---\n${configMap('b')}`);
  assert.deepEqual(namesOf(parsed), ['a', 'b']);
  assert.deepEqual(gapsOf(parsed), ['8 invalid-yaml']);
  assert.equal(parsed.objects[1]?.origin.line, 10);
});

test('a duplicate key is an error with the line of the second one', () => {
  const parsed = parse(configMap('a', `data:\n  p: ${SECRET}\n  q: x\n  p: y\n`));
  assert.deepEqual(gapsOf(parsed), ['8 duplicate-key']);
});

test('documents that are empty, null or only comments are nothing', () => {
  const parsed = parse(`---\n---\n# only a comment\n---\nnull\n---\n~\n--- # c\n...\n---\n${configMap('a')}...\n`);
  assert.deepEqual([namesOf(parsed), parsed.unchecked, parsed.setAside], [['a'], [], []]);
});

test('documents that miss kind, apiVersion or name are named with their line', () => {
  const untyped = parse(
    `${configMap('a')}---\napiVersion: v1\nmetadata: {name: b}\n---\nkind: ConfigMap\nmetadata: {name: c}\n---\nfoo: bar\n---\n- 1\n---\ntext\n`,
  );
  assert.deepEqual(gapsOf(untyped), ['6 no-kind', '9 no-kind', '12 no-kind', '14 not-an-object', '15 not-an-object']);
  assert.deepEqual(untyped.unchecked[0]?.message, 'the document has no kind; add it, or exclude the file with .plumblineignore');
  const unnamed = parse(
    'apiVersion: v1\nkind: ConfigMap\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ""\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: 12}\n',
  );
  assert.deepEqual(gapsOf(unnamed), ['1 no-name', '4 no-name', '9 no-name']);
});

test('an object that somebody left without its kind is a gap even when the file holds nothing else', () => {
  assert.deepEqual(gapsOf(parse('apiVersion: v1\nmetadata:\n  name: a\n')), ['1 no-kind']);
});

test('null where an object is wanted crashes nothing', () => {
  const parsed = parse(
    ['metadata: null', 'metadata: []', 'metadata: text', 'metadata:']
      .map((rest) => `apiVersion: v1\nkind: ConfigMap\n${rest}\n`)
      .join('---\n'),
  );
  assert.deepEqual(
    parsed.unchecked.map(({ reason }) => reason),
    ['no-name', 'no-name', 'no-name', 'no-name'],
  );
  const bodies = parse(
    `${configMap('a', 'spec: null\ndata:\n')}---\napiVersion: v1\nkind: X\nmetadata: {name: b, labels: null, annotations: null, namespace: null}\n`,
  );
  assert.deepEqual(namesOf(bodies), ['a', 'b']);
  assert.equal(bodies.objects[1]?.namespace, undefined);
  assert.deepEqual(parse('apiVersion: v1\nkind: List\nitems: null\n').unchecked, []);
});

test('a List is opened, each item with its index and line, and bad items are named', () => {
  const parsed = parse(
    `${configMap('first')}---\napiVersion: v1\nkind: List\nmetadata: {items: [1, 2]}\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: a}\n# comment\n- kind: Secret\n  apiVersion: v1\n  metadata:\n    name: b\n-\n- text\n- metadata: {name: c}\n- {apiVersion: v1, kind: List, items: []}\n`,
  );
  assert.deepEqual(
    parsed.objects.map(({ name, document, item, origin }) => [name, document, item, origin.line]),
    [
      ['first', 0, undefined, 1],
      ['a', 1, 0, 10],
      ['b', 1, 1, 14],
    ],
  );
  assert.deepEqual(
    parsed.unchecked.map(({ reason, message }) => `${reason}: ${message}`),
    [
      'not-an-object: item 2 of the List is no mapping',
      'not-an-object: item 3 of the List is no mapping',
      'no-kind: item 4 of the List has no apiVersion or no kind',
      'not-an-object: item 5 of the List is itself a List',
    ],
  );
  assert.deepEqual(
    parsed.unchecked.slice(1).map(({ line }) => line),
    [19, 20, 21],
  );
});

test('items of a typed list take its kind, as kubectl reads them; a kind that merely ends in List is an object', () => {
  const typed = parse('apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n');
  assert.deepEqual(
    typed.objects.map(({ kind, version, name }) => [kind, version, name]),
    [['ConfigMap', 'v1', 'a']],
  );
  assert.deepEqual(namesOf(parse('apiVersion: x.io/v1\nkind: AllowList\nmetadata: {name: a}\nspec: {}\n')), ['a']);
});

test('hooks and generated names are set aside and named', () => {
  const hook = (annotation: string): string => `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: j\n  annotations: {${annotation}: x}\n`;
  const parsed = parse(
    `${hook('helm.sh/hook')}---\n${hook('argocd.argoproj.io/hook')}---\napiVersion: batch/v1\nkind: Job\nmetadata: {generateName: j-}\n`,
  );
  assert.deepEqual([parsed.objects.length, parsed.hooks.length], [0, 2]);
  assert.deepEqual(
    parsed.setAside.map(({ line, reason }) => `${line} ${reason}`),
    ['1 helm-hook', '7 argo-hook', '13 generate-name'],
  );
});

test('what SOPS encrypted is a gap, and configuration of tools is set aside', () => {
  const encrypted = parse(configMap('a', 'sops:\n  mac: ENC[x]\n  lastmodified: "2026"\n'));
  assert.deepEqual(gapsOf(encrypted), ['1 encrypted']);
  const local = parse('apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\n');
  assert.deepEqual(
    local.setAside.map(({ reason, message }) => `${reason}: ${message}`),
    ['not-a-manifest: Cluster is configuration for kind'],
  );
});

test('a file without a single object is set aside whole, also when it is no YAML at all', () => {
  for (const text of [
    '',
    '# nothing\n',
    'replicas: 1\n',
    '[1, 2]',
    'name: {{ .Values.x }}\n',
    '{"name": "x", "version": "1"}',
    '\tmess: [',
  ]) {
    const parsed = parse(text);
    assert.deepEqual([parsed.unchecked, parsed.setAside.map(({ reason }) => reason)], [[], ['not-a-manifest']], text);
  }
});

test('a template that was not rendered is told to be rendered', () => {
  const parsed = parse('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n');
  assert.deepEqual(gapsOf(parsed), ['4 invalid-yaml']);
  assert.match(parsed.unchecked[0]?.message ?? '', /render it first/);
});

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
