import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isJsonList, isJsonObject, type Json } from '../../../functions/core/json.ts';
import { splitDocuments } from '../../../functions/core/manifests/split-documents.ts';
import { editDocument, readValue } from '../../../functions/core/ways-out/adopt/edit-document.ts';
import { CannotEdit } from '../../../functions/core/ways-out/adopt/edit-text.ts';
import { planRemoval } from '../../../functions/core/ways-out/adopt/plan-changes.ts';
import type { JsonChange } from '../../../functions/core/ways-out/change-json.ts';

interface EditCase {
  readonly title: string;
  readonly before: string;
  readonly change: JsonChange;
  readonly after: string;
}

const cases: readonly EditCase[] = [
  {
    title: 'changes a number and leaves the comment on its line',
    before: 'spec:\n  # how many\n  replicas: 2   # at night 1\n',
    change: { op: 'set', at: ['spec', 'replicas'], value: 5 },
    after: 'spec:\n  # how many\n  replicas: 5   # at night 1\n',
  },
  {
    title: 'keeps the quotes that a text had',
    before: 'a: \'x\'\nb: "x"\nc: x\n',
    change: { op: 'set', at: ['a'], value: "it's" },
    after: "a: 'it''s'\nb: \"x\"\nc: x\n",
  },
  {
    title: 'quotes what would be read as something else',
    before: 'a: x\n',
    change: { op: 'set', at: ['a'], value: 'yes' },
    after: 'a: "yes"\n',
  },
  {
    title: 'adds a field behind its siblings, before comments that follow',
    before: 'metadata:\n  labels:\n    app: web # the app\n\n  # below\n  name: web\n',
    change: { op: 'set', at: ['metadata', 'labels', 'tier'], value: 'front' },
    after: 'metadata:\n  labels:\n    app: web # the app\n    tier: front\n\n  # below\n  name: web\n',
  },
  {
    title: 'adds a field to a value that was left empty',
    before: 'metadata:\n  labels:\n  name: web\n',
    change: { op: 'set', at: ['metadata', 'labels', 'app'], value: 'web' },
    after: 'metadata:\n  labels:\n    app: web\n  name: web\n',
  },
  {
    title: 'adds an item to a list whose dashes are not indented',
    before: 'args:\n- a # first\n- b\nname: x\n',
    change: { op: 'insert', at: ['args', 2], value: { name: 'c', value: '1' } },
    after: 'args:\n- a # first\n- b\n- name: c\n  value: "1"\nname: x\n',
  },
  {
    title: 'puts an item before the first',
    before: 'args:\n  - b\n',
    change: { op: 'insert', at: ['args', 0], value: 'a' },
    after: 'args:\n  - a\n  - b\n',
  },
  {
    title: 'removes an item with all its lines',
    before: 'env:\n  - name: A\n    value: a\n  # of b\n  - name: B\n    value: b\n',
    change: { op: 'remove', at: ['env', 0] },
    after: 'env:\n  # of b\n  - name: B\n    value: b\n',
  },
  {
    title: 'removes the field that stands behind the dash',
    before: 'env:\n  - name: A\n    value: a\n',
    change: { op: 'remove', at: ['env', 0, 'name'] },
    after: 'env:\n  - value: a\n',
  },
  {
    title: 'edits inside of brackets',
    before: 'labels: { app: web, tier: x } # all\nargs: [a, b]\n',
    change: { op: 'remove', at: ['labels', 'app'] },
    after: 'labels: { tier: x } # all\nargs: [a, b]\n',
  },
  {
    title: 'edits JSON as JSON',
    before: '{\n  "spec": {\n    "replicas": 2\n  }\n}\n',
    change: { op: 'set', at: ['spec', 'labels'], value: { app: 'web' } },
    after: '{\n  "spec": {\n    "replicas": 2,\n    "labels": {\n      "app": "web"\n    }\n  }\n}\n',
  },
  {
    title: 'keeps the line breaks of Windows',
    before: 'a: 1\r\nb:\r\n  c: 2 # two\r\n',
    change: { op: 'set', at: ['b', 'd'], value: [1] },
    after: 'a: 1\r\nb:\r\n  c: 2 # two\r\n  d:\r\n    - 1\r\n',
  },
  {
    title: 'adds to a file without a line break at its end',
    before: 'a:\n  b: 1',
    change: { op: 'set', at: ['a', 'c'], value: 2 },
    after: 'a:\n  b: 1\n  c: 2',
  },
  {
    title: 'writes a text of several lines as a block',
    before: 'data:\n  a: |\n    one\n    two\n  b: x\n',
    change: { op: 'set', at: ['data', 'a'], value: 'one\nthree\n' },
    after: 'data:\n  a: |\n    one\n    three\n  b: x\n',
  },
  {
    title: 'replaces an alias by the value',
    before: 'a: &x 1\nb: *x # same\n',
    change: { op: 'set', at: ['b'], value: 2 },
    after: 'a: &x 1\nb: 2 # same\n',
  },
  {
    title: 'leaves tabs before a comment alone',
    before: 'a: 1\t# one\nb: 2\n',
    change: { op: 'set', at: ['a'], value: 3 },
    after: 'a: 3\t# one\nb: 2\n',
  },
  {
    title: 'overrides what a merge key lends, behind it',
    before: 'base: &b { x: 1, y: 2 }\nown:\n  <<: *b\n  z: 3\n',
    change: { op: 'set', at: ['own', 'x'], value: 9 },
    after: 'base: &b { x: 1, y: 2 }\nown:\n  <<: *b\n  z: 3\n  x: 9\n',
  },
];

describe('editing a document', () => {
  for (const { title, before, change, after } of cases) {
    it(title, () => assert.equal(editDocument(before, [change]), after));
  }

  for (const [title, text, change] of [
    ['a value behind an anchor that others take', 'a: &x 1\nb: *x\n', { op: 'set', at: ['a'], value: 2 }],
    ['a field that a merge key lends', 'a: &x { y: 1, z: 2 }\nb:\n  <<: *x\n', { op: 'remove', at: ['b', 'y'] }],
    ['what is below an alias', 'a: &x { y: 1 }\nb: *x\n', { op: 'set', at: ['b', 'y'], value: 2 }],
  ] as const) {
    it(`refuses to edit ${title}`, () => assert.throws(() => editDocument(text, [change]), CannotEdit));
  }

  it('changes and removes every leaf of every manifest of the change operators, and nothing but its own lines', () => {
    const folder = join(import.meta.dirname, '../../e2e/support/targets');
    let edits = 0;
    for (const file of readdirSync(folder)) {
      for (const { text } of splitDocuments(readFileSync(join(folder, file), 'utf8'))) {
        const value = readValue(text);
        if (!isJsonObject(value)) continue;
        for (const at of listLeaves(value)) {
          const set = editDocument(text, [{ op: 'set', at, value: 'changed: it' }]);
          assert.equal(countChanged(text, set), 1, `${file} ${at.join('/')}`);
          editDocument(text, [planRemoval(value, at, () => true)]);
          editDocument(text, [planRemoval(value, at, () => false)]);
          edits += 3;
        }
      }
    }
    assert.ok(edits > 1500, `${edits} edits`);
  });
});

function listLeaves(value: Json, at: readonly (string | number)[] = []): (string | number)[][] {
  if (isJsonList(value) && value.length > 0) return value.flatMap((item, index) => listLeaves(item, [...at, index]));
  if (isJsonObject(value) && Object.keys(value).length > 0)
    return Object.entries(value).flatMap(([key, child]) => listLeaves(child, [...at, key]));
  return [[...at]];
}

/** Lines of the old text that are not in the new one. A block scalar is one value over several. */
function countChanged(before: string, after: string): number {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < old.length && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return /\|-?$/.test(old[head] ?? '') ? 1 : old.length - head - tail;
}
