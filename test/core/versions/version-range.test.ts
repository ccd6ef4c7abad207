import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { chooseVersion, isExactVersion } from '../../../functions/core/versions/choose-version.ts';
import { parseFullVersion, parseVersion } from '../../../functions/core/versions/version.ts';
import { isInRange, parseVersionRange } from '../../../functions/core/versions/version-range.ts';

interface Table {
  readonly versions: readonly string[];
  readonly ranges: readonly (readonly [range: string, row: string])[];
}

const TABLE = JSON.parse(readFileSync(new URL('fixtures/masterminds.json', import.meta.url), 'utf8')) as Table;

test('of every pair of a range and a version, what the library of Helm, Flux and Argo CD says is said', () => {
  const say = (written: string): string => {
    const range = parseVersionRange(written);
    if (range === undefined) return 'none';
    const marks = TABLE.versions.map((text) => {
      const version = parseVersion(text);
      if (version === undefined) return '?';
      return isInRange(version, range) ? '+' : '-';
    });
    return marks.join('');
  };
  assert.ok(TABLE.ranges.length > 100 && TABLE.ranges.some(([, row]) => row.includes('+')));
  assert.deepEqual(
    TABLE.ranges.map(([range]) => [range, say(range)]),
    TABLE.ranges,
  );
});

test('the newest version of a range is chosen, and what is spelled like the range itself before all', () => {
  const versions = ['1.2.0', '1.10.0', '1.9.9', '2.0.0-rc.1', 'v1.10.1-beta', 'nightly', '1'];
  const choose = (wanted: string): string | undefined => chooseVersion(versions, wanted, parseVersion);
  assert.deepEqual(['1.x', '*', '>=1.0.0-0', '~1.2', '1', 'nightly', '3', 'no range'].map(choose), [
    '1.10.0',
    '1.10.0',
    '2.0.0-rc.1',
    '1.2.0',
    '1',
    'nightly',
    undefined,
    undefined,
  ]);
  assert.equal(chooseVersion(['1.2', 'v1.1.0'], '*', parseFullVersion), 'v1.1.0', 'a tag has all three numbers');
});

test('only a whole version is exact', () => {
  const texts = ['1.2.3', 'v1.2.3-rc.1+5', '1.2', '1.2.x', '01.2.3', '*', '', '>=1.2.3'];
  assert.deepEqual(texts.filter(isExactVersion), ['1.2.3', 'v1.2.3-rc.1+5']);
});

test('a range that somebody made to be slow is refused at once', () => {
  for (const part of ['1 ', '1   ', '>= ', '1-', '1-1.', 'x.x.x ', ' - ']) {
    assert.equal(parseVersionRange(`${part.repeat(Math.floor(510 / part.length))}!`), undefined, part);
  }
});
