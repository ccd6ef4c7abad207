import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NEVER_LISTED, UNMANAGED_RULES } from '../../functions/core/unmanaged/unmanaged-rules.ts';
import { sketch } from '../core/unmanaged/candidate.ts';

/** Kinds that grant power, run programs or hold data: always worth a list. */
const ALWAYS_LISTED = [
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'RoleBinding.rbac.authorization.k8s.io',
  'ClusterRole.rbac.authorization.k8s.io',
  'MutatingWebhookConfiguration.admissionregistration.k8s.io',
  'ValidatingWebhookConfiguration.admissionregistration.k8s.io',
  'APIService.apiregistration.k8s.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
  'Deployment.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'Job.batch',
  'CronJob.batch',
  'Secret',
  'ConfigMap',
  'Service',
  'ServiceAccount',
  'Namespace',
  'PersistentVolume',
  'NetworkPolicy.networking.k8s.io',
];

describe('every unmanaged rule', () => {
  it('has a name of its own', () => {
    const names = UNMANAGED_RULES.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
  });

  for (const rule of UNMANAGED_RULES) {
    it(`called ${rule.name} says in one sentence what makes such objects`, () => {
      assert.match(rule.name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.match(rule.reason, /^[A-Za-z].*\.$/);
      assert.ok(!rule.reason.includes('\n'));
    });

    it(`called ${rule.name} explains nothing that a person made`, () => {
      for (const kind of ALWAYS_LISTED) {
        const candidate = sketch(`${kind} shop/settings`, { by: ['kubectl-create'], owner: { kind: 'Database', controller: true } });
        assert.equal(rule.isMachineMade(candidate), false, kind);
      }
    });
  }

  it('leaves the kinds alone that grant power, run programs or hold data', () => {
    const listed = ALWAYS_LISTED.map((kind) => kind.toLowerCase());
    for (const never of NEVER_LISTED) {
      const suffix = never.replace(/^\*/, '').toLowerCase();
      const clashes = listed.filter((kind) =>
        never.startsWith('*') ? kind.endsWith(suffix) : kind === suffix || kind.split('.')[0] === suffix,
      );
      assert.deepEqual(clashes, [], never);
    }
  });

  it('names no kind twice that is never listed', () => {
    assert.equal(new Set(NEVER_LISTED).size, NEVER_LISTED.length);
  });
});
