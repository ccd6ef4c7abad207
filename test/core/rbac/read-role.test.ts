import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadAll } from 'js-yaml';
import { BUILT_IN_KINDS } from '../../../functions/core/rbac/built-in-kinds.ts';
import { planReadRole } from '../../../functions/core/rbac/plan-read-role.ts';
import { type RoleText, writeReadRole } from '../../../functions/core/rbac/write-read-role.ts';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}
interface Role {
  readonly kind: string;
  readonly rules?: readonly Rule[];
  readonly subjects?: readonly unknown[];
}

const CUSTOM = { group: 'example.com', resource: 'widgets', kind: 'Widget' };
const CHOICES = { withSecrets: false, neverListed: ['Event', 'Pod', 'Lease'], include: [] };
const TEXT: RoleText = {
  name: 'plumbline-reader',
  subject: { type: 'group', name: 'plumbline:readers' },
  withSecrets: false,
  discovered: false,
};

function printRole(choices = CHOICES, text = TEXT): Role[] {
  return loadAll(writeReadRole(planReadRole([...BUILT_IN_KINDS, CUSTOM], choices), text)) as Role[];
}

function listResources(roles: readonly Role[]): string[] {
  return roles.flatMap(({ rules = [] }) =>
    rules.flatMap(({ apiGroups = [], resources = [] }) => apiGroups.flatMap((group) => resources.map((name) => `${group}/${name}`))),
  );
}

describe('the role that a check needs', () => {
  it('allows get and list, and nothing else, whatever is asked for', () => {
    for (const withSecrets of [false, true]) {
      const [role] = printRole({ ...CHOICES, withSecrets }, { ...TEXT, withSecrets });
      for (const rule of role?.rules ?? []) {
        assert.deepEqual(rule.verbs, rule.nonResourceURLs ? ['get'] : ['get', 'list']);
        assert.ok(!rule.apiGroups?.includes('*'));
      }
    }
  });

  it('holds Secrets only where that is asked for, also not by a wildcard', () => {
    assert.ok(!listResources(printRole()).some((name) => name === '/secrets' || name === '/*'));
    assert.ok(listResources(printRole({ ...CHOICES, withSecrets: true })).includes('/secrets'));
  });

  it('leaves out what no check reads, unless git declares it', () => {
    assert.ok(!listResources(printRole()).includes('/pods'));
    assert.ok(listResources(printRole({ ...CHOICES, include: ['Pod'] } as typeof CHOICES)).includes('/pods'));
    assert.ok(listResources(printRole()).includes('apps/deployments'));
  });

  it('covers a group of custom resources whole', () => {
    assert.ok(listResources(printRole()).includes('example.com/*'));
  });

  it('binds it to a group, a user or a ServiceAccount', () => {
    const subjectOf = (subject: RoleText['subject']) => printRole(CHOICES, { ...TEXT, subject })[1]?.subjects;
    assert.deepEqual(subjectOf(TEXT.subject), [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'plumbline:readers' }]);
    assert.deepEqual(subjectOf({ type: 'user', name: 'jane' }), [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'jane' }]);
    assert.deepEqual(subjectOf({ type: 'service-account', namespace: 'a', name: 'b' }), [
      { kind: 'ServiceAccount', namespace: 'a', name: 'b' },
    ]);
  });
});
