import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Revision } from '../../../functions/core/desired-state.ts';
import { describeMaking } from '../../../functions/core/render/describe-provenance.ts';
import { adviseMoving } from '../../../functions/core/rendering/advise-moving.ts';

const COMMIT = '3f2a9c1d8e0b3f2a9c1d8e0b3f2a9c1d8e0b3f2a';
const REVISION: Revision = {
  source: 'shop',
  url: 'https://git.example.com/shop.git',
  revision: '1.x',
  commit: COMMIT,
  resolved: [
    { type: 'base', name: 'https://git.example.com/base.git', wanted: 'main', found: COMMIT, moves: true },
    { type: 'chart', name: 'db', wanted: '4.12.1', found: '4.12.1', digest: 'sha256:00' },
    { type: 'chart', name: 'web', wanted: '~1.4', found: '1.4.7', moves: true },
    { type: 'tag', name: 'shop', wanted: '1.x', found: 'v1.9.0', moves: true },
  ],
};

test('what moves without a commit is named, with what it stood for and what to do', () => {
  const advice = adviseMoving([REVISION, { ...REVISION, resolved: [] }]);
  assert.deepEqual(
    advice.map(({ about }) => about),
    ['shop', 'shop', 'shop'],
  );
  assert.match(advice[0]?.message ?? '', /^The base https:\/\/git\.example\.com\/base\.git is taken at main, which is 3f2a9c1d8e0b now/);
  assert.match(advice[1]?.message ?? '', /^The chart web is 1\.4\.7, the newest that ~1\.4 lets in: .* Name one version/);
  assert.match(advice[2]?.message ?? '', /^Its revision 1\.x is the tag v1\.9\.0, the newest of that range/);
});

test('beside a revision stands what it was made of that day', () => {
  assert.deepEqual(describeMaking(REVISION), [
    'base https://git.example.com/base.git 3f2a9c1d for main',
    'chart web 1.4.7 for ~1.4',
    'tag v1.9.0 for 1.x',
  ]);
});
