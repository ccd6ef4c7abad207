import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileGlob, compilePointer, type FieldPath, formatPath } from '../../functions/core/field-path.ts';

const image: FieldPath = [{ field: 'spec' }, { field: 'containers' }, { keys: { name: 'web' } }, { field: 'image' }];
const label: FieldPath = [{ field: 'metadata' }, { field: 'labels' }, { field: 'app.kubernetes.io/name' }];
const finalizer: FieldPath = [{ field: 'metadata' }, { field: 'finalizers' }, { value: 'example.com/keep' }];
const verbs: FieldPath = [{ field: 'rules' }, { index: 0 }, { field: 'verbs' }];
const port: FieldPath = [{ field: 'spec' }, { field: 'ports' }, { keys: { port: 80, protocol: 'TCP' } }];

describe('a path as text', () => {
  it('names items of keyed lists by their keys', () => assert.equal(formatPath(image), '.spec.containers[name="web"].image'));
  it('quotes keys of maps that are no plain words', () => assert.equal(formatPath(label), '.metadata.labels["app.kubernetes.io/name"]'));
  it('names items of sets by their value', () => assert.equal(formatPath(finalizer), '.metadata.finalizers["example.com/keep"]'));
  it('names items of atomic lists by their index', () => assert.equal(formatPath(verbs), '.rules[0].verbs'));
  it('writes every key of an item', () => assert.equal(formatPath(port), '.spec.ports[port=80,protocol="TCP"]'));
});

describe('a pointer with wildcards', () => {
  const cases: readonly [pointer: string, path: FieldPath, matches: boolean][] = [
    ['/spec/containers/web/image', image, true],
    ['/spec/containers/[name=web]/image', image, true],
    ['/spec/containers/*/image', image, true],
    ['/spec/containers', image, true],
    ['/spec/containers/api/image', image, false],
    ['/spec/containers/web/image/tag', image, false],
    ['/metadata/labels/app.kubernetes.io~1name', label, true],
    ['/metadata/labels/app.kubernetes.io~1*', label, true],
    ['/metadata/labels/app', label, false],
    ['/metadata/finalizers/example.com~1keep', finalizer, true],
    ['/rules/0/verbs', verbs, true],
    ['/rules/1/verbs', verbs, false],
    ['/spec/ports/[port=80]', port, true],
    ['/spec/ports/80', port, true],
  ];
  for (const [pointer, path, matches] of cases) {
    it(`${pointer} ${matches ? 'covers' : 'does not cover'} ${formatPath(path)}`, () =>
      assert.equal(compilePointer(pointer)(path), matches));
  }
  it('says what is wrong with a path that is no pointer', () =>
    assert.throws(() => compilePointer('spec.replicas'), /starts with "\/".*spec\.replicas/));
  it('takes every character but * for itself', () => {
    assert.equal(compileGlob('a.c+*')('a.c+anything'), true);
    assert.equal(compileGlob('a.c')('abc'), false);
  });
});
