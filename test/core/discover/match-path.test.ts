import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { matchesPath, matchesPathspec, matchesPattern } from '../../../functions/core/discover/generators/match-path.ts';

describe('a pattern of folders', () => {
  it('stops at a slash, but as a pathspec goes over it and stands for what is below', () => {
    assert.ok(matchesPath('apps/*', 'apps/web') && !matchesPath('apps/*', 'apps/web/eu'));
    assert.ok(matchesPathspec('apps/*.json', 'apps/web/eu.json') && matchesPathspec('./apps/', 'apps/web/eu.json'));
    assert.ok(matchesPattern('https://*', 'https://a/b') && !matchesPattern('https://*', 'http://a'));
  });

  it('knows classes of characters, and accepts nothing where one is written wrong', () => {
    assert.ok(matchesPath('app[0-9]', 'app7') && !matchesPath('app[0-9]', 'appx'));
    assert.ok(matchesPath('app[!0-9]', 'appx') && !matchesPath('app[!0-9]', 'app7'));
    assert.ok(!matchesPath('app[z-a]', 'appz'));
  });

  it('is followed in one pass, however it was made to be slow', () => {
    assert.ok(!matchesPath(`${'*a'.repeat(200)}b`, 'a'.repeat(2000)));
  });
});
