import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { compilePointer } from '../../functions/core/field-path.ts';
import type { KindProfile } from '../../functions/core/kinds/kind-profile.ts';
import { KINDS } from '../../functions/core/kinds/kinds.ts';

const folder = join(import.meta.dirname, '../../functions/core/kinds/profiles');

/** What two profiles, or two spots, must not share. */
function repeated(keys: readonly string[]): string[] {
  return keys.filter((key, i) => keys.indexOf(key) !== i);
}

describe('kind profiles', () => {
  it('are all listed, each file with one', async () => {
    for (const file of readdirSync(folder)) {
      const exported = Object.values((await import(join(folder, file))) as Record<string, unknown>);
      assert.equal(exported.length, 1, `${file} exports one profile`);
      assert.ok(KINDS.includes(exported[0] as KindProfile), `${file} is listed in kinds.ts`);
    }
    assert.equal(KINDS.length, readdirSync(folder).length);
  });

  it('are one for each kind', () => {
    assert.deepEqual(repeated(KINDS.map(({ group, kind }) => `${group}/${kind}`)), []);
  });

  for (const { group, kind, spots } of KINDS) {
    describe(`of ${group}/${kind}`, () => {
      it('hold something', () => assert.ok(spots.length > 0));

      it('name each spot once', () => assert.deepEqual(repeated(spots.map(({ path }) => path)), []));

      for (const { path, who, reason } of spots) {
        it(`say who writes ${path}, and why that is no drift`, () => {
          assert.doesNotThrow(() => compilePointer(path));
          assert.notEqual(who.trim(), '');
          assert.match(reason, /^[A-Z].*\.$/);
          assert.ok(!reason.includes('\n'));
        });

        it(`reach no further with ${path} than one place`, () => {
          const segments = path.slice(1).split('/');
          assert.ok(segments.length >= 2, 'deeper than a whole section of the object');
          assert.ok(!segments[0]?.includes('*'), 'the first segment is a name: the finder looks spots up by it');
          if (segments[0] === 'metadata') assert.ok(segments.length >= 3 && !segments[1]?.includes('*'), 'one entry, not all');
          if (['annotations', 'labels', 'finalizers'].includes(String(segments.at(-2)))) assert.notEqual(segments.at(-1), '*');
        });
      }
    });
  }
});
