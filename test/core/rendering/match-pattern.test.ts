import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { compilePattern } from '../../../functions/core/rendering/match-pattern.ts';

const matches = (pattern: string, path: string): boolean | undefined => compilePattern(pattern)?.(path);

/** Pattern, what it selects, what it does not. */
const EXAMPLES: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['*.yaml', ['a.yaml', '.yaml'], ['a/b.yaml', 'a.yml', 'ayaml']],
  ['**/*.yaml', ['a.yaml', 'a/b.yaml', 'a/b/c.yaml'], ['a/b.yml']],
  ['**', ['a', 'a/b'], []],
  ['a/**', ['a/', 'a/b/c'], ['a', 'b/a']],
  ['**/web/**/x', ['web/x', 'a/web/x', 'a/web/b/c/x'], ['webx', 'web/ax', 'aweb/x']],
  ['?.{yml,yaml}', ['a.yml', 'a.yaml'], ['ab.yml', '/.yml', 'a.json']],
  ['{a,b{c,d}}/x', ['a/x', 'bc/x', 'bd/x'], ['b/x', 'bcd/x']],
  ['{a,b', ['a', 'b'], ['{a,b']],
  ['a+(b)[c].$', ['a+(b)[c].$'], ['aab']],
];

describe('a pattern of files', () => {
  for (const [pattern, selected, others] of EXAMPLES)
    it(`is ${pattern}`, () => {
      for (const path of selected) assert.equal(matches(pattern, path), true, path);
      for (const path of others) assert.equal(matches(pattern, path), false, path);
    });

  it('selects what the same text selects as a regular expression', () => {
    const piece = fc.constantFrom('**/', '**', '*', '?', 'a', 'b', '/');
    const path = fc.array(fc.constantFrom('a', 'b', '/'), { maxLength: 8 }).map((parts) => parts.join(''));
    const sources = { '**/': '(?:[^]*/)?', '**': '[^]*', '*': '[^/]*', '?': '[^/]' } as const;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), path, (pieces, text) => {
        const pattern = pieces.join('');
        const source = pattern.replace(/\*\*\/|\*\*|\*|\?/g, (token) => sources[token as keyof typeof sources]);
        assert.equal(matches(pattern, text), new RegExp(`^${source}$`).test(text), `${pattern} ${text}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('is followed in one pass, however it was made to be slow', () => {
    assert.equal(matches(`${'**/*a'.repeat(60)}b`, 'a/'.repeat(1000)), false);
  });

  it('is refused where its braces stand for too much, or it is too long', () => {
    assert.equal(compilePattern('{a,b}'.repeat(9)), undefined);
    assert.equal(compilePattern('{'.repeat(2000)), undefined);
    assert.notEqual(compilePattern('{a,b}'.repeat(8)), undefined);
  });
});
