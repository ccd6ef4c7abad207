import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findParentLines } from '../../../functions/core/blame/find-parent-lines.ts';
import { createRandom } from '../../support/history-repository.ts';

function map(parent: string, child: string): (number | undefined)[] {
  const find = findParentLines(parent, child);
  return Array.from({ length: child.split('\n').length - 1 }, (_, line) => find(line));
}

describe('findParentLines', () => {
  it('tells where a line stood before, and of a changed or new one nothing', () => {
    assert.deepEqual(map('a\nb\nc\n', 'a\nx\nb\nC\n'), [0, undefined, 1, undefined]);
  });

  it('takes a line without its line feed for another one', () => {
    assert.deepEqual(map('a\nb', 'a\nb\n'), [0, undefined]);
  });

  it('sees a whole block added where lines could belong to either: by its indentation, as git does', () => {
    const parent = 'top\n# ----\n# A\n# ----\na: 1\n';
    const child = 'top\n# ----\n# B\n# ----\nb: 1\n\n# ----\n# A\n# ----\na: 1\n';
    assert.deepEqual(map(parent, child), [0, undefined, undefined, undefined, undefined, undefined, 1, 2, 3, 4]);
  });

  it('pairs equal lines only, in order, and finds a text in itself', () => {
    const random = createRandom(3);
    const write = (): string[] => Array.from({ length: Math.floor(random() * 60) }, () => `${Math.floor(random() * 6)}\n`);
    for (let i = 0; i < 300; i++) {
      const [parent, child] = [write(), write()];
      const find = findParentLines(parent.join(''), child.join(''));
      let last = -1;
      for (const [line, text] of child.entries()) {
        const before = find(line);
        if (before === undefined) continue;
        assert.equal(parent[before], text);
        assert.ok(before > last);
        last = before;
      }
      const same = findParentLines(child.join(''), child.join(''));
      assert.ok(child.every((_, line) => same(line) === line));
    }
  });

  it('ends in reasonable time on long texts that have nearly nothing in common', () => {
    const random = createRandom(5);
    const write = (): string => Array.from({ length: 20_000 }, () => `${Math.floor(random() * 3000)}\n`).join('');
    const [parent, child] = [write(), write()];
    const find = findParentLines(parent, child);
    assert.equal(typeof find(0), find(0) === undefined ? 'undefined' : 'number');
  });
});
