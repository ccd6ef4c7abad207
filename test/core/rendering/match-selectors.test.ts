import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matchExpression } from '../../../functions/core/rendering/match-expression.ts';
import { matchLabelsText } from '../../../functions/core/rendering/match-labels-text.ts';

test('an expression of a selector is matched as a whole, and one that says more is not understood', () => {
  const cases: readonly (readonly [string, string, boolean | undefined])[] = [
    ['web', 'web', true],
    ['web', 'web-2', false],
    ['web.*', 'web-2', true],
    ['we+b', 'weeeb', true],
    ['.+', '', false],
    ['web|api', 'api', true],
    ['^(?:web|api)$', 'web', true],
    ['w[e]b', 'web', undefined],
    ['(a+)+', 'aaaa', undefined],
    ['web?', 'we', undefined],
  ];
  for (const [expression, text, expected] of cases) assert.equal(matchExpression(expression, text), expected, expression);
});

test('a selector of labels is matched as kubectl takes it', () => {
  const labels = { app: 'web', tier: 'back' };
  const cases: readonly (readonly [string, boolean | undefined])[] = [
    ['app=web', true],
    ['app==web,tier!=front', true],
    ['app in (api, web),!canary', true],
    ['app notin (web)', false],
    ['canary', false],
    ['app=web,((', undefined],
  ];
  for (const [selector, expected] of cases) assert.equal(matchLabelsText(selector, labels), expected, selector);
});

test('texts of a repository that are made to be slow are not looked into', () => {
  assert.equal(matchLabelsText('('.repeat(1_000_000), {}), undefined);
  assert.equal(matchExpression(`${'a*'.repeat(400)}b`, 'a'.repeat(200)), false);
  assert.equal(matchExpression('a*'.repeat(1_000_000), 'a'), undefined);
});
