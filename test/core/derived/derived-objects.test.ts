import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WHOLE_CLUSTER } from '../../../functions/core/check.ts';
import { DERIVATIONS } from '../../../functions/core/derived/derivations.ts';
import { findMissingDerived } from '../../../functions/core/derived/find-missing-derived.ts';
import { planReads } from '../../../functions/core/diff/plan-reads.ts';
import { createGateSide } from '../../../functions/core/gate/gate-side.ts';
import { createMask } from '../../../functions/core/mask/create-mask.ts';
import { compareManifests, declare, discovery, readObjects } from '../../support/compare-manifests.ts';

const SEALED = 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: database, namespace: shop}\nspec: {}\n';

describe('what controllers make of declared objects', () => {
  it('is not claimed where Secrets are left out of the check', () => {
    const scope = { ...WHOLE_CLUSTER, excludeKinds: ['Secret'] };
    const { verdict, differences } = compareManifests(declare(SEALED), readObjects(SEALED), { scope });
    assert.deepEqual([verdict, differences], ['in-sync', []]);
  });

  it('is missed where unmanaged objects are not looked for, by the metadata alone', () => {
    const scope = { ...WHOLE_CLUSTER, unmanaged: false };
    const plan = planReads(declare(SEALED), discovery, scope, []);
    assert.deepEqual(
      plan.reads.map(({ served, mode }) => `${served.kind} ${mode}`),
      ['SealedSecret full', 'HorizontalPodAutoscaler full', 'Secret metadata'],
    );
    const { differences } = compareManifests(declare(SEALED), readObjects(SEALED), { scope });
    assert.deepEqual(
      differences.map(({ type, ref }) => `${type} ${ref.kind} ${ref.name}`),
      ['missing Secret database'],
    );
  });

  it('is not called missing where its kind could not be read', () => {
    const plan = planReads(declare(SEALED), discovery, WHOLE_CLUSTER, []);
    const secrets = plan.reads.filter(({ served }) => served.kind === 'Secret');
    const presence = { derived: plan.derived, reads: plan.reads, parents: new Set(plan.objects), found: new Set<string>() };
    assert.equal(findMissingDerived({ ...presence, failed: new Set(secrets) }).length, 0);
    assert.equal(findMissingDerived({ ...presence, failed: new Set() }).length, 1);
  });

  it('is nothing that a release creates, where both revisions declare what it is made of', () => {
    const plan = planReads(declare(SEALED), discovery, WHOLE_CLUSTER, []);
    const side = createGateSide({ differences: [], unchecked: [] }, plan, createMask(Buffer.from('key')));
    assert.ok(side.declares({ group: '', kind: 'Secret', namespace: 'shop', name: 'database' }));
  });

  it('is expected in each namespace that a ClusterExternalSecret names', () => {
    const text =
      'apiVersion: external-secrets.io/v1\nkind: ClusterExternalSecret\nmetadata: {name: registry}\nspec: {namespaces: [shop, web], externalSecretName: pull}\n';
    const { derived } = planReads(declare(text), discovery, WHOLE_CLUSTER, []);
    assert.deepEqual(
      derived.map(({ name }) => `${name.presence} ${name.kind} ${name.namespace}/${name.name}`),
      ['expected ExternalSecret shop/pull', 'expected Secret shop/pull', 'expected ExternalSecret web/pull', 'expected Secret web/pull'],
    );
  });
});

describe('every derivation', () => {
  for (const { name, reason, group, kind } of DERIVATIONS) {
    it(`called ${name} says in one sentence what makes such objects, and of which kind`, () => {
      assert.match(name, /^made-of-an?-[a-z-]+$/);
      assert.match(reason, new RegExp(`^[A-Za-z].*${kind}.*\\.$`));
      assert.match(group, /\./);
    });
  }

  it('makes nothing of an object without a spec that says so, and does not throw', () => {
    for (const { kind, derive } of DERIVATIONS.filter(({ kind: each }) => !['SealedSecret', 'ExternalSecret'].includes(each))) {
      assert.deepEqual(
        derive({ spec: { secretObjects: 'x', acme: 1, namespaces: {} } }, { group: '', kind, namespace: 'a', name: 'b' }),
        [],
      );
    }
  });
});
