import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { FieldPath } from '../../../functions/core/field-path.ts';
import { buildFieldLocator, locateFields } from '../../../functions/core/manifests/locate-fields.ts';

const f = (...fields: string[]): FieldPath => fields.map((field) => ({ field }));

const DEPLOYMENT = `# first document
apiVersion: v1
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  finalizers: [a, b]
spec:
  replicas: 3
  template:
    spec:
      containers:
        - image: proxy:1
          name: proxy
        - name: web
          image: web:1
          args: [
            "one",
            "two"
]
          ports:
            - containerPort: 80
            - containerPort: 53
              protocol: UDP
            - containerPort: 53
              name: dns
          env:
            - name: SAME
              value: a
            - name: SAME
              value: b
  paused: yes
`;

const container: FieldPath = [...f('spec', 'template', 'spec', 'containers'), { keys: { name: 'web' } }];

test('fields, items of keyed lists, indexes and set members are found on the line where they stand', () => {
  const paths: FieldPath[] = [
    f('spec', 'replicas'),
    f('spec'),
    container,
    [...container, ...f('image')],
    [...container, ...f('args'), { index: 1 }],
    [...f('metadata', 'finalizers'), { value: 'b' }],
    f('spec', 'paused'),
  ];
  assert.deepEqual(locateFields(DEPLOYMENT, 1, undefined, paths), [10, 9, 16, 17, 20, 8, 33]);
});

test('a key that is left to its default does not hide the item, and of equal items the first is taken', () => {
  const port = (keys: Record<string, string | number>): FieldPath => [...container, ...f('ports'), { keys }];
  const paths = [
    port({ containerPort: 80, protocol: 'TCP' }),
    port({ containerPort: 53, protocol: 'UDP' }),
    port({ containerPort: 53, protocol: 'TCP' }),
    [...container, ...f('env'), { keys: { name: 'SAME' } }, ...f('value')],
  ];
  assert.deepEqual(locateFields(DEPLOYMENT, 1, undefined, paths), [23, 24, 26, 30]);
});

test('what the file does not spell out has no line', () => {
  const paths: FieldPath[] = [
    f('spec', 'nope'),
    f('spec', 'replicas', 'deeper'),
    [...f('spec', 'template', 'spec', 'containers'), { keys: { name: 'other' } }],
    [...container, ...f('args'), { index: 9 }],
    [...f('metadata', 'finalizers'), { value: 'c' }],
  ];
  assert.deepEqual(
    locateFields(DEPLOYMENT, 1, undefined, paths),
    paths.map(() => undefined),
  );
  assert.deepEqual(locateFields(DEPLOYMENT, 7, undefined, [f('spec')]), [undefined]);
});

test('aliases and merge keys lead to where the value is written', () => {
  const text = 'base: &b\n  cpu: 1\n  deep: {memory: 2}\nown:\n  <<: *b\n  disk: 3\nsame: *b\nboth:\n  <<: [*b, {gpu: 4}]\n  cpu: 5\n';
  const paths = [f('own', 'cpu'), f('own', 'disk'), f('same'), f('same', 'deep', 'memory'), f('both', 'gpu'), f('both', 'cpu')];
  assert.deepEqual(locateFields(text, 0, undefined, paths), [2, 6, 7, 3, 9, 10]);
});

test('items of a List are found by their index, and keys that are no text by what Kubernetes makes of them', () => {
  const text = 'kind: List\nitems:\n- a: 1\n  on: 2\n- a: 1\n  0x10: 2\n  a.b/c: 3\n';
  const locate = buildFieldLocator(text);
  assert.deepEqual(locate(0, 0, [f('a'), f('true')]), [3, 4]);
  assert.deepEqual(locate(0, 1, [f('a'), f('16'), f('a.b/c')]), [5, 6, 7]);
});

test('JSON has lines too', () => {
  assert.deepEqual(
    locateFields('{\n  "a": {\n    "b": [\n      1,\n      {"name": "x"}\n    ]\n  }\n}\n', 0, undefined, [
      f('a', 'b'),
      [...f('a', 'b'), { keys: { name: 'x' } }],
    ]),
    [3, 5],
  );
  assert.deepEqual(locateFields('{"a": 1}\n{"b": 2}', 0, undefined, [f('a')]), [undefined], 'several values in one file have none');
});

test('a field that was put somewhere is found there', () => {
  const key = fc.string({ minLength: 1, maxLength: 8 }).filter((text) => /^[a-z]+$/i.test(text));
  const tree = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('text', 1, true, null),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'yes', '1'), tie('node')),
      fc.array(tie('node'), { maxLength: 3 }),
    ),
  })).node;
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 4 }),
      fc.array(tree, { minLength: 4, maxLength: 4 }),
      key,
      (folders, noise, name) => {
        const path = [...folders, `unique-${name}`];
        const build = (depth: number): Record<string, unknown> => ({
          before: noise[depth % 4],
          [path[depth] as string]: depth === path.length - 1 ? 1 : build(depth + 1),
          after: 0,
        });
        const text = JSON.stringify(build(0), null, 2);
        const line = text.split('\n').findIndex((one) => one.includes('"unique-')) + 1;
        assert.deepEqual(locateFields(`# c\n---\n${text}\n`, 1, undefined, [f(...path)]), [line + 2]);
      },
    ),
  );
});
