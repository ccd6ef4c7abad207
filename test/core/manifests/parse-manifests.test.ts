import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configMap, gapsOf, namesOf, parse } from '../../support/parsed-manifests.ts';

const SECRET = 'hunter2-must-not-show';

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

test('the block that SOPS writes is no field of the object, and configuration of tools is set aside', () => {
  const encrypted = parse(configMap('a', 'sops:\n  mac: ENC[x]\n  lastmodified: "2026"\n'));
  assert.deepEqual([gapsOf(encrypted), encrypted.objects.map(({ body }) => 'sops' in body)], [[], [false]]);
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
