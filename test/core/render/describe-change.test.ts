import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json } from '../../../functions/core/json.ts';
import { describeChange } from '../../../functions/core/render/describe-change.ts';
import { buildChanged, buildPath } from '../../support/sample-report.ts';

const change = (desired: Json, live: Json) => describeChange(buildChanged(buildPath('x'), desired, live));

describe('describing a change', () => {
  it('names the lines of a text that differ, and only those', () => {
    assert.deepEqual(change('a\nb\nc\nd\n', 'a\nB\nc\nD\n'), [
      { label: 'line 2', desired: '"b"', live: '"B"' },
      { label: 'line 4', desired: '"d"', live: '"D"' },
    ]);
  });

  it('aligns lines after one that was added', () => {
    assert.deepEqual(change('a\nb\nc\nd', 'a\nnew\nb\nc\nD'), [
      { label: 'line 2', live: '"new"' },
      { label: 'line 5', desired: '"d"', live: '"D"' },
    ]);
  });

  it('says so where only blank lines differ', () => {
    assert.deepEqual(change('a\nb\n', 'a\n\nb\n'), [{ label: '', remark: 'only blank lines differ: 3 lines in git, 4 in the cluster' }]);
  });

  it('shows what was added to a list and what was taken away', () => {
    assert.deepEqual(change(['a', 'b', 'c'], ['a', 'c', 'd', 'e']), [
      { label: 'only in git', desired: '"b"' },
      { label: 'only in the cluster', live: '"d"' },
      { label: 'only in the cluster', live: '"e"' },
    ]);
  });

  it('counts items that stand several times', () => {
    assert.deepEqual(change(['a', 'a'], ['a']), [{ label: 'only in git', desired: '"a"' }]);
  });

  it('says so where a list holds the same in another order', () => {
    assert.deepEqual(change([1, 2], [2, 1]), [{ desired: '[1, 2]', live: '[2, 1]', remark: 'same items, other order' }]);
  });

  it('goes into the one item of a list that differs', () => {
    assert.deepEqual(change([{ port: 80, name: 'http' }], [{ port: 81, name: 'http' }]), [
      { label: '[0].port', desired: '80', live: '81' },
    ]);
  });

  it('shows of an object only the entries that differ', () => {
    assert.deepEqual(change({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 2, d: 4 }, e: true }), [
      { label: '.b.d', desired: '3', live: '4' },
      { label: '.e', live: 'true' },
    ]);
  });

  it('treats a list where git has an object as two values', () => {
    assert.deepEqual(change({ a: 1 }, [1]), [{ desired: '{a: 1}', live: '[1]' }]);
  });
});
