import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatRef } from '../../functions/core/kube-object.ts';
import { createSeverityJudge } from '../../functions/core/severity/judge-severity.ts';
import { SEVERITIES } from '../../functions/core/severity/severity.ts';
import { SEVERITY_RULES } from '../../functions/core/severity/severity-rules.ts';
import { SEVERITY_EXAMPLES } from '../core/severity/fixtures/severity-examples.ts';

const judge = createSeverityJudge((severity) => severity);

describe('every severity rule', () => {
  it('has a name of its own', () => {
    const names = SEVERITY_RULES.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });

  it('has examples, and every example a rule', () => {
    assert.deepEqual(Object.keys(SEVERITY_EXAMPLES).sort(), SEVERITY_RULES.map(({ name }) => name).sort());
  });

  for (const { name, about, signs } of SEVERITY_RULES) {
    const examples = SEVERITY_EXAMPLES[name] ?? { matches: [], leaves: [] };

    it(`called ${name} says in words what it is about, and why each of its signs matters`, () => {
      assert.match(name, /^[a-z]+(-[a-z]+)*$/);
      assert.match(about, /^[A-Z].*\.$/);
      assert.ok(signs.length > 0);
      for (const { level, why, kinds } of signs) {
        assert.ok(SEVERITIES.includes(level));
        assert.match(why, /^[a-z]+,? [^\n]*[^.\n]$/, 'completes "look at this first, since it …"');
        assert.ok(kinds === undefined || kinds.length > 0);
      }
    });

    it(`called ${name} names places as they are spelled`, () => {
      for (const sign of signs) {
        if (sign.of !== 'field') continue;
        assert.ok(sign.at.length > 0);
        for (const at of sign.at) assert.doesNotMatch(at, /\/$|\/\/|\*\*(?!$)|\[[^\]]|[.]{2}/, at);
      }
    });

    it(`called ${name} judges what it is about`, () => {
      assert.ok(examples.matches.length > 0);
      for (const [level, difference] of examples.matches) {
        const severity = judge(difference);
        const what = `${formatRef(difference.ref)} ${severity.field ?? difference.type}: ${severity.why}`;
        assert.deepEqual([severity.level, severity.rule], [level, name], what);
        if (difference.type === 'modified') assert.equal(severity.field, difference.fields[0]?.at);
      }
    });

    it(`called ${name} has no sign without an example`, () => {
      const found = new Set(examples.matches.map(([, difference]) => judge(difference).why));
      assert.deepEqual(
        signs.map(({ why }) => why).filter((why) => !found.has(why)),
        [],
      );
    });

    it(`called ${name} leaves to others what only looks alike`, () => {
      assert.ok(examples.leaves.length > 0);
      for (const difference of examples.leaves) assert.notEqual(judge(difference).rule, name, formatRef(difference.ref));
    });
  }
});
