import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExplainedField, Judgement } from '../../../functions/core/explanation.ts';
import { renderExplanation } from '../../../functions/core/render/explanation/render-explanation.ts';
import { BY_PERSON, buildOrigin, buildPath, buildRef, SAMPLE_NOW } from '../../support/sample-report.ts';

const LOOK = { colour: false, width: 100, now: SAMPLE_NOW };

function buildField(judgement: Judgement, at: string, values: Partial<ExplainedField> = {}): ExplainedField {
  return { path: buildPath(at), at: `.${at}`, judgement, rule: `rule-of-${at}`, reason: `reason of ${at}`, ...values };
}

describe('the explanation of an object', () => {
  it('tells departures first and what is in order last, each field with its rule', () => {
    const fields = [
      buildField('equal', 'a', { desired: 'x', live: 'x' }),
      buildField('default', 'b', { live: 10 }),
      buildField('changed', 'c', { desired: 3, live: 5, setBy: BY_PERSON }),
      buildField('suppressed', 'd', { live: 1 }),
    ];
    const text = renderExplanation({ ref: buildRef('Deployment.apps shop/web'), origin: buildOrigin(), fields }, LOOK);
    const order = [
      'CHANGED',
      '.c',
      '3 → 5',
      'rule-of-c: reason of c · kubectl-edit',
      'LET GO BY RULES',
      '.d',
      'DEFAULTS',
      '.b',
      'EQUAL',
      '.a',
      '"x"',
    ];
    const positions = order.map((part) => text.indexOf(part));
    assert.ok(
      positions.every((position) => position >= 0),
      text,
    );
    assert.deepEqual(
      positions,
      [...positions].sort((a, b) => a - b),
    );
  });

  it('tells where git sets what is not in order', () => {
    const place = { source: 'shop', file: 'overlays/prod/patch.yaml', line: 7, setter: 'strategic-patch' } as const;
    const fields = [buildField('changed', 'a', { desired: 1, live: 2, place }), buildField('missing', 'b', { desired: 1, line: 40 })];
    const text = renderExplanation({ ref: buildRef('Deployment.apps shop/web'), origin: buildOrigin(), fields }, LOOK);
    assert.match(text, /rule-of-a: reason of a · overlays\/prod\/patch\.yaml:7/);
    assert.match(text, /rule-of-b: reason of b · deploy\/shop\/web\.yaml:40/);
  });

  it('lets no control character through', () => {
    const evil = '\u001b[31m\u202e';
    const fields = [buildField('changed', evil, { desired: evil, live: `${evil}x`, setBy: { ...BY_PERSON, manager: evil } })];
    const text = renderExplanation({ ref: { ...buildRef('X a/b'), name: evil }, origin: buildOrigin(evil), fields }, LOOK);
    assert.equal(/[\u001b\u202e]/.exec(text), null);
  });
});
