import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findManagerRule } from '../../functions/core/owners/classify-manager.ts';
import type { ManagerRule } from '../../functions/core/owners/manager-rule.ts';
import { MANAGER_RULES } from '../../functions/core/owners/managers.ts';
import { KNOWN_MANAGERS } from '../core/owners/fixtures/known-managers.ts';

const OPERATIONS = ['Apply', 'Update'] as const;
const exact = MANAGER_RULES.filter((rule): rule is ManagerRule & { readonly manager: string } => typeof rule.manager === 'string');

describe('every rule about a field manager', () => {
  it('that names one exactly is the only one for its operation', () => {
    for (const operation of OPERATIONS) {
      const names = exact.filter((rule) => rule.operation === undefined || rule.operation === operation).map(({ manager }) => manager);
      assert.deepEqual(
        names.filter((name, i) => names.indexOf(name) !== i),
        [],
      );
    }
  });

  it('that names one exactly is the rule that is found', () => {
    for (const rule of exact) {
      for (const operation of rule.operation ? [rule.operation] : OPERATIONS) assert.equal(findManagerRule(rule.manager, operation), rule);
    }
  });

  for (const rule of MANAGER_RULES) {
    const name = String(rule.manager);
    it(`says in a few words who ${name} is`, () => {
      assert.match(rule.who, /^\S.{1,70}\S$/);
      assert.ok(!rule.who.endsWith('.'), 'words, not a sentence');
    });

    if (rule.manager instanceof RegExp) {
      const { source, flags } = rule.manager;
      it(`matches ${name} from the beginning, and alike each time`, () => {
        assert.ok(source.startsWith('^'));
        assert.ok(!/[gy]/.test(flags), 'a pattern with a memory answers differently the second time');
      });
    }
  }
});

describe('the table of field managers', () => {
  it('holds no rule without a name in the truth table, and no rule that another one always hides', () => {
    const found = new Set(KNOWN_MANAGERS.map(({ manager, operation }) => findManagerRule(manager, operation)));
    assert.deepEqual(
      MANAGER_RULES.filter((rule) => !found.has(rule)).map(({ manager, operation }) => [String(manager), operation]),
      [],
    );
  });

  it('says of a name by one operation and by the other what is no contradiction', () => {
    // A person under one operation may be a pipeline under the other, never a controller.
    for (const { manager } of KNOWN_MANAGERS) {
      const classes = new Set(OPERATIONS.map((operation) => findManagerRule(manager, operation)?.class));
      assert.ok(!(classes.has('person') && classes.has('controller')), manager);
    }
  });

  it('knows no person by a pattern that a controller could match', () => {
    const people = MANAGER_RULES.filter((rule) => rule.class === 'person' && rule.manager instanceof RegExp);
    assert.deepEqual(
      people.map(({ manager }) => String(manager)),
      ['/^kubectl-/'],
    );
  });

  it('takes no empty name for anybody', () => {
    for (const operation of OPERATIONS) assert.equal(findManagerRule('', operation), undefined);
  });

  it('is certain of no controller by a word that anybody might choose', () => {
    for (const manager of ['manager', 'controller', 'main', 'operator', 'webhook', 'updater', 'recommender']) {
      assert.equal(findManagerRule(manager, 'Update')?.confidence, 'low', manager);
    }
  });
});
