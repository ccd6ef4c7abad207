import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DocumentStore } from '../../functions/io/documents/document-store.ts';

/** What every store of documents keeps. `open`: an empty one, and the clock it goes by, which a test may move. */
export function describeDocumentStore(name: string, open: (now: () => number) => Promise<DocumentStore>): void {
  describe(`documents in ${name}`, () => {
    it('are there as they were written, in the order of their ids', async () => {
      const store = await open(Date.now);
      assert.equal(await store.read('a', 'x'), undefined);
      assert.deepEqual(await store.list('a'), []);
      const value = { text: 'ü\u0000', list: [1, null, { deep: true }] };
      for (const id of ['z/1 %', 'prod-eu', 'A.b'])
        assert.equal(typeof (await store.write('a', id, { id, ...value }, undefined)), 'number');
      assert.deepEqual((await store.read('a', 'z/1 %'))?.value, { id: 'z/1 %', ...value });
      assert.deepEqual(
        (await store.list('a')).map(({ id }) => id),
        ['A.b', 'prod-eu', 'z/1 %'],
      );
      assert.deepEqual(await store.list('a/b'), []);
    });

    it('are written only over the version that was read', async () => {
      const store = await open(Date.now);
      const first = await store.write('a', 'x', 1, undefined);
      assert.equal(await store.write('a', 'x', 2, undefined), undefined);
      const second = await store.write('a', 'x', 2, first);
      assert.ok(second !== undefined && first !== undefined && second > first);
      assert.equal(await store.write('a', 'x', 3, first), undefined);
      assert.deepEqual(await store.read('a', 'x'), { id: 'x', version: second, value: 2 });
      assert.equal(await store.write('a', 'y', 1, 7), undefined);
    });

    it('take one of many writers at once, at every version', async () => {
      const store = await open(Date.now);
      let version: number | undefined;
      for (let round = 0; round < 5; round++) {
        const written = await Promise.all(Array.from({ length: 8 }, (_, writer) => store.write('a', 'x', { round, writer }, version)));
        const winners = written.flatMap((each, writer) => (each === undefined ? [] : [{ each, writer }]));
        assert.equal(winners.length, 1, `round ${round}`);
        const stored = await store.read('a', 'x');
        assert.deepEqual(stored?.value, { round, writer: winners[0]?.writer });
        version = stored?.version;
      }
    });

    it('are made by one of many at once, also where that one writes again before the others are done', async () => {
      const store = await open(Date.now);
      for (let round = 0; round < 10; round++) {
        const make = async (writer: number): Promise<boolean> => {
          const version = await store.write('a', `x${round}`, { writer }, undefined);
          return version !== undefined && (await store.write('a', `x${round}`, { writer, again: true }, version)) !== undefined;
        };
        const made = await Promise.all(Array.from({ length: 8 }, (_, writer) => make(writer)));
        assert.equal(made.filter((each) => each).length, 1, `round ${round}`);
        assert.deepEqual((await store.read('a', `x${round}`))?.value, { writer: made.indexOf(true), again: true });
      }
    });

    it('may be of many megabytes, and shrink again', async () => {
      const store = await open(Date.now);
      // No compression makes this small.
      const digits = Array.from({ length: 60_000 }, (_, i) => `${Math.imul(i + 1, 0x9e3779b1) >>> 0}${Math.imul(i + 7, 0x85ebca6b) >>> 0}`);
      const first = await store.write('a', 'large', digits, undefined);
      const second = await store.write('a', 'large', [...digits, 'more'], first);
      assert.deepEqual((await store.read<string[]>('a', 'large'))?.value.length, 60_001);
      const third = await store.write('a', 'large', ['small'], second);
      assert.deepEqual(await store.list('a'), [{ id: 'large', version: third, value: ['small'] }]);
    });

    it('are gone when they have expired, and can be written anew', async () => {
      let now = Date.parse('2026-11-01T00:00:00Z');
      const store = await open(() => now);
      await store.write('a', 'x', 1, undefined, { expiresAt: '2026-11-01T01:00:00Z' });
      assert.equal((await store.read('a', 'x'))?.value, 1);
      now += 2 * 60 * 60_000;
      assert.equal(await store.read('a', 'x'), undefined);
      assert.deepEqual(await store.list('a'), []);
      const anew = await store.write('a', 'x', 2, undefined);
      assert.deepEqual(await store.read('a', 'x'), { id: 'x', version: anew, value: 2 });
    });
  });
}
