import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_CONFIG, parseConfig } from '../../functions/core/config.ts';
import { PlumblineError } from '../../functions/core/errors.ts';

const parse = (text: string) => parseConfig(text, 'plumbline.yaml');

function failureOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    assert.ok(error instanceof PlumblineError && error.code === 'config');
    return error.message;
  }
  return assert.fail('accepted');
}

const RULE = 'ignore:\n  - kind: Deployment\n    reason: r\n    owner: o\n';

describe('the configuration', () => {
  it('is the default where the file is empty or holds only comments', () => {
    assert.deepEqual(parse(''), DEFAULT_CONFIG);
    assert.deepEqual(parse('# nothing yet\n'), DEFAULT_CONFIG);
    assert.equal(DEFAULT_CONFIG.scope.unmanaged, true);
  });

  it('gives each ignore rule the line on which it stands', () => {
    const config = parse(
      '# team rules\n\nignore:\n  - {path: /spec/replicas, reason: r, owner: o}\n  # next\n  - kind: Job\n    reason: r\n    owner: o\n',
    );
    assert.deepEqual(
      config.ignore.map(({ at }) => at),
      ['plumbline.yaml:4', 'plumbline.yaml:6'],
    );
  });

  it('refuses a level, a rule or a key of a severity that there is not, and names the line', () => {
    const rule = 'severity:\n  - kind: Deployment\n    level: high\n    reason: r\n';
    assert.deepEqual(
      parse(rule).severity.map(({ at }) => at),
      ['plumbline.yaml:2'],
    );
    assert.equal(failureOf(rule.replace('high', 'urgent')), 'plumbline.yaml:3: severity[0].level: one of critical, high, medium, low');
    assert.match(failureOf(`${rule}    rule: images\n`), /^plumbline\.yaml:5: severity\[0\]\.rule: one of pending, privilege, /);
    assert.equal(failureOf(`${rule}    naem: x\n`), 'plumbline.yaml:5: severity[0]: unknown key "naem"; did you mean "name"?');
    assert.match(failureOf(`${rule}    path: spec\n`), /severity\[0\]\.path: a path is a JSON pointer/);
    assert.match(failureOf('severity: [{level: low}]'), /severity\[0\]\.reason is missing/);
  });

  it('names line and nearest key where one is misspelled', () => {
    assert.equal(failureOf('scop:\n  unmanaged: false\n'), 'plumbline.yaml:1: at the top: unknown key "scop"; did you mean "scope"?');
    assert.equal(failureOf(`${RULE}    reazon: x\n`), 'plumbline.yaml:5: ignore[0]: unknown key "reazon"; did you mean "reason"?');
    assert.match(failureOf('scope:\n  zzz: 1\n'), /unknown key "zzz"; known are unmanaged, namespaces, excludeNamespaces, excludeKinds/);
  });

  it('tells everything that is wrong at once', () => {
    const message = failureOf('ignore:\n  - path: spec\n    owner: o\n  - reason: r\n    owner: o\n    expires: 31.12.2026\n');
    assert.deepEqual(message.split('\n'), [
      'plumbline.yaml:2: ignore[0].path: a path is a JSON pointer and starts with "/", like /spec/replicas',
      'plumbline.yaml:2: ignore[0].reason is missing',
      'plumbline.yaml:6: ignore[1].expires: a date like 2027-01-31',
    ]);
  });

  it('wants a reason and an owner that say something', () => {
    assert.match(failureOf('ignore:\n  - kind: X\n    reason: "  "\n    owner: o\n'), /plumbline\.yaml:3: ignore\[0\]\.reason/);
  });

  it('refuses what is no configuration, with the line', () => {
    assert.match(failureOf('- 1\n'), /^plumbline\.yaml:1: at the top is wrong: expected object, received array$/);
    assert.match(failureOf('scope: {}\nignore: 3\n'), /^plumbline\.yaml:2: ignore is wrong/);
    assert.match(failureOf('scope: {\n'), /^plumbline\.yaml:\d/);
    assert.match(failureOf('scope: {}\n---\nscope: {}\n'), /^plumbline\.yaml:3: a second document/);
    assert.match(failureOf('scope: {}\nscope: {}\n'), /^plumbline\.yaml:2: /);
  });

  it('never quotes a value, which may be a secret', () => {
    assert.ok(!failureOf('ignore: hunter2\n').includes('hunter2'));
    assert.ok(!failureOf('delivery:\n  - manager: m\n    operation: hunter2\n').includes('hunter2'));
  });

  it('takes a date without quotes, as YAML of Kubernetes does', () => {
    assert.equal(parse(`${RULE}    expires: 2027-01-31\n`).ignore[0]?.expires, '2027-01-31');
  });
});
