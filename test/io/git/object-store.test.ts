import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ObjectStore } from '../../../functions/io/git/object-store.ts';
import { commitFiles, makeRepository, runGit } from '../../support/git-repository.ts';

test('every object of a repository reads as git reads it: loose, packed, as a delta, empty and large', (t) => {
  const lines = Array.from({ length: 3000 }, (_, i) => `line ${i} ${'x'.repeat(i % 40)}`);
  const folder = makeRepository(t, {
    'long.txt': lines.join('\n'),
    'empty.txt': '',
    'sub/binary': new Uint8Array(70_000).map((_, i) => (i * i) % 256),
  });
  for (const minute of [1, 2, 3, 4]) {
    lines[minute * 100] = `changed at ${minute}`;
    commitFiles(folder, { 'long.txt': lines.join('\n') }, minute);
  }
  runGit(folder, ['tag', '-a', 'v1', '-m', 'one']);
  runGit(folder, ['repack', '-q', '-a', '-d', '-f', '--depth=50', '--window=50']);
  commitFiles(folder, { 'late.txt': 'loose' }, 5);
  assert.match(
    runGit(folder, ['verify-pack', '-v', ...listPackIndexes(folder)]),
    /chain length = [2-9]/,
    'the pack holds chains of deltas',
  );

  const store = new ObjectStore(join(folder, '.git'));
  const listed = runGit(folder, ['cat-file', '--batch-check', '--batch-all-objects']).split('\n');
  assert.ok(listed.length > 15);
  for (const line of listed) {
    const [oid = '', type, size] = line.split(' ');
    const object = store.read(oid);
    assert.deepEqual([object.type, object.content.length], [type, Number(size)]);
  }
  assert.throws(() => store.read('0'.repeat(40)), /is missing/);
});

function listPackIndexes(folder: string): string[] {
  const packs = join(folder, '.git/objects/pack');
  return readdirSync(packs).flatMap((name) => (name.endsWith('.idx') ? [join(packs, name)] : []));
}
