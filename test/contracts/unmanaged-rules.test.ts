import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeUnmanaged } from '../../functions/core/unmanaged/judge-unmanaged.ts';
import { NEVER_LISTED, UNMANAGED_RULES } from '../../functions/core/unmanaged/unmanaged-rules.ts';
import { sketch } from '../core/unmanaged/candidate.ts';
import { MACHINE_MADE } from '../core/unmanaged/fixtures/machine-made.ts';

/** People, and kubectl, which people and pipelines share. */
const HANDS = [
  'kubectl-edit',
  'kubectl-patch',
  'kubectl Update scale',
  'kubectl Apply',
  'kubectl-client-side-apply',
  'argocd-server',
  'curl',
];

/**
 * An owned object is its owner's, whoever else writes to it, as long as that one did not forge the reference. The first objects of EKS are told by
 * the moment in which they were made: `kubectl apply` wrote them.
 */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  'owned-by-controller': ['alice'],
  'eks-first-objects': ['kubectl-client-side-apply'],
};

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

    it(`called ${rule.name} explains what it is there for`, () => {
      const examples = MACHINE_MADE[rule.name] ?? [];
      assert.ok(examples.length > 0, 'an example for the rule belongs into machine-made.ts');
      for (const [title, about] of examples) {
        assert.ok(rule.isMachineMade(sketch(title, about)), title);
        assert.ok(judgeUnmanaged(sketch(title, about)), title);
      }
    });

    if (rule.neverListed) {
      it(`called ${rule.name} goes by kinds alone, whoever wrote the object`, () => {
        for (const kind of rule.neverListed ?? []) {
          assert.match(
            kind,
            /^\*?[A-Z][A-Za-z]+(\.[a-z0-9-]+(\.[a-z0-9-]+)+|\.apps)?$/,
            'Kind, or Kind.group, with a star before it at most',
          );
          const title = `${kind.replace('*', 'Some')} shop/web`;
          assert.ok(rule.isMachineMade(sketch(title, { by: ['kubectl-create'] })), title);
        }
        for (const kind of ALWAYS_LISTED) assert.ok(!rule.isMachineMade(sketch(`${kind} shop/web`, { by: ['kube-apiserver'] })), kind);
      });
    } else {
      for (const hand of HANDS.filter((name) => !(EXCEPTIONS[rule.name] ?? []).includes(name))) {
        it(`called ${rule.name} lets nothing go once ${hand} wrote it`, () => {
          for (const [title, about] of MACHINE_MADE[rule.name] ?? []) {
            const touched = sketch(title, { ...about, by: [hand, ...(about.by ?? [])], resourceVersion: '184467' });
            assert.ok(!rule.isMachineMade(touched), title);
            assert.equal(judgeUnmanaged(touched), undefined, title);
          }
        });
      }
    }

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

  it('has its examples under its own name', () => {
    const names = new Set(UNMANAGED_RULES.map(({ name }) => name));
    assert.deepEqual(
      Object.keys(MACHINE_MADE).filter((name) => !names.has(name)),
      [],
    );
  });
});
