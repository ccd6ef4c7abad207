import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readIgnoreAnnotation } from '../../../functions/core/config/read-ignore-annotation.ts';
import type { DesiredObject } from '../../../functions/core/desired-state.ts';

function declare(annotation: string | undefined): DesiredObject {
  return {
    group: 'apps',
    version: 'v1',
    kind: 'Deployment',
    name: 'web',
    namespace: 'shop',
    defaultNamespace: 'default',
    body: { metadata: annotation === undefined ? {} : { annotations: { 'plumbline.dev/ignore': annotation } } },
    origin: { source: 'shop', file: 'web.yaml', line: 3 },
    document: 0,
  };
}

describe('ignore rules beside an object', () => {
  it('are about that object only', () => {
    const { rules, problems } = readIgnoreAnnotation(declare('[{"path": "/spec/replicas", "reason": "r", "owner": "o"}]'));
    assert.deepEqual(problems, []);
    assert.equal(rules.length, 1);
    const [rule] = rules;
    assert.deepEqual(
      [rule?.source, rule?.group, rule?.kind, rule?.namespace, rule?.name, rule?.at],
      ['shop', 'apps', 'Deployment', 'shop', 'web', 'web.yaml:3'],
    );
  });

  it('may be written as YAML', () => {
    assert.equal(readIgnoreAnnotation(declare('- path: /spec/replicas\n  reason: r\n  owner: o\n')).rules.length, 1);
  });

  it('are told, not silently dropped, where they cannot be read', () => {
    for (const text of ['[{"path": "/a"}]', '{', '3', '[{"path": "/a", "reason": "r", "owner": "o", "kind": "Secret"}]']) {
      const { rules, problems } = readIgnoreAnnotation(declare(text));
      assert.deepEqual(rules, []);
      assert.match(problems[0]?.about ?? '', /^web\.yaml:3 Deployment\.apps shop\/web$/);
      assert.match(problems[0]?.message ?? '', /^annotation plumbline\.dev\/ignore ignores nothing: /);
    }
  });

  it('are none where there is no annotation', () => {
    assert.deepEqual(readIgnoreAnnotation(declare(undefined)), { rules: [], problems: [] });
  });
});
