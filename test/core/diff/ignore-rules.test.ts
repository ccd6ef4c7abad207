import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../../functions/core/config.ts';
import type { DesiredObject } from '../../../functions/core/desired-state.ts';
import { compileIgnoreRules, type IgnoreCandidate } from '../../../functions/core/diff/ignore-rules.ts';
import type { Json } from '../../../functions/core/json.ts';
import { buildPath, buildRef } from '../../support/sample-report.ts';

const NOW = '2026-11-04T03:00:00Z';

/** Rules as flow mappings, each with a reason and an owner. */
function compile(...rules: readonly string[]) {
  const text = rules.map((rule) => `  - {${[rule, 'reason: r', 'owner: o'].filter(Boolean).join(', ')}}\n`).join('');
  return compileIgnoreRules(parseConfig(`ignore:\n${text}`, 'p.yaml').ignore, NOW);
}

const OBJECT: IgnoreCandidate = { cluster: 'prod', source: 'shop', ref: buildRef('Deployment.apps shop/web'), labels: { tier: 'front' } };
const REPLICAS: IgnoreCandidate = {
  ...OBJECT,
  path: buildPath('spec', 'replicas'),
  at: '.spec.replicas',
  desired: 3,
  live: 5,
  manager: 'kubectl-edit',
};
const lets = (rule: string, candidate: IgnoreCandidate): boolean => compile(rule).judge(candidate) !== undefined;

describe('ignore rules', () => {
  it('let nothing go where there are none', () => {
    const rules = compileIgnoreRules([], NOW);
    assert.equal(rules.judge(OBJECT), undefined);
    assert.deepEqual(rules.advise(), []);
  });

  it('name rule, reason, owner and last day in the verdict', () => {
    assert.deepEqual(compile('kind: Deployment, expires: 2026-11-04').judge(OBJECT), {
      rule: 'ignore p.yaml:2',
      reason: 'r (owner: o, until 2026-11-04)',
    });
  });

  it('select by cluster, source, kind, group, namespace, name, labels and manager, with wildcards', () => {
    const matching = [
      'cluster: pr*',
      'source: shop',
      'kind: Deployment',
      'kind: deployment.apps',
      'kind: "*.apps"',
      'group: apps',
      'namespace: s*p',
      'name: w*',
      'labels: {tier: fr*}',
      'manager: kubectl*',
    ];
    for (const rule of matching) assert.ok(lets(rule, REPLICAS), rule);
    const others = [
      'cluster: dev',
      'source: x',
      'kind: StatefulSet',
      'kind: Deployment.example.com',
      'group: batch',
      'namespace: x',
      'name: x',
      'labels: {tier: back}',
      'labels: {team: x}',
      'manager: helm',
    ];
    for (const rule of others) assert.ok(!lets(rule, REPLICAS), rule);
  });

  it('want every condition of a rule to hold', () => {
    assert.ok(lets('kind: Deployment, namespace: shop, path: /spec/replicas', REPLICAS));
    assert.ok(!lets('kind: Deployment, namespace: other, path: /spec/replicas', REPLICAS));
  });

  it('with a path let go of that field and what is below it, never of the object', () => {
    assert.ok(lets('path: /spec', REPLICAS));
    assert.ok(lets('path: [/metadata, /spec/replicas]', REPLICAS));
    assert.ok(!lets('path: /spec/template', REPLICAS));
    assert.ok(!lets('path: /spec', OBJECT));
  });

  it('without a path let go of the object whole, missing or unmanaged, and of each of its fields', () => {
    const { source: _source, ...unmanaged } = OBJECT;
    for (const candidate of [OBJECT, REPLICAS, unmanaged]) assert.ok(lets('kind: Deployment', candidate));
    assert.ok(!lets('source: shop', unmanaged), 'an unmanaged object has no source');
  });

  it('look at both values together', () => {
    const with_ = (desired: Json | undefined, live: Json | undefined): IgnoreCandidate => {
      const { desired: _d, live: _l, ...rest } = REPLICAS;
      return { ...rest, ...(desired === undefined ? {} : { desired }), ...(live === undefined ? {} : { live }) };
    };
    assert.ok(lets('git: 3, live: 5', with_(3, 5)));
    assert.ok(lets('live: "registry.internal/*"', with_('docker.io/web', 'registry.internal/web')));
    assert.ok(!lets('git: 3, live: 5', with_(3, 6)));
    assert.ok(!lets('git: 3, live: 5', with_(4, 5)));
    assert.ok(lets('git: null', with_(undefined, 5)), 'null: git is silent');
    assert.ok(!lets('git: null', with_(3, 5)));
    assert.ok(!lets('live: null', with_(3, 5)));
    assert.ok(lets('live: null', with_(3, undefined)));
    assert.ok(!lets('git: null', OBJECT), 'a whole object has no values');
  });

  it('hold on their last day and no longer, and say so', () => {
    assert.ok(lets('expires: 2026-11-04', OBJECT));
    const rules = compile('kind: Deployment, expires: 2026-11-03');
    assert.equal(rules.judge(OBJECT), undefined);
    assert.deepEqual(rules.advise(), [
      {
        about: 'ignore rule p.yaml:2',
        type: 'expired',
        message: 'expired on 2026-11-03 and lets nothing go any more: renew it or delete it (owner: o)',
      },
    ]);
  });

  it('are named where they matched nothing', () => {
    assert.match(compile('kind: Job').advise()[0]?.message ?? '', /^matched nothing/);
  });

  it('are named where they have no path and let go of many objects, or cover everything', () => {
    const wide = compile('kind: Deployment');
    for (let i = 0; i < 21; i++) wide.judge({ ...OBJECT, ref: buildRef(`Deployment.apps shop/web-${i}`) });
    assert.match(wide.advise()[0]?.message ?? '', /no path and let go of 21 objects/);
    const everything = compile('namespace: "*"');
    everything.judge(OBJECT);
    assert.match(everything.advise()[0]?.message ?? '', /covers every kind in every namespace/);
    const narrow = compile('path: /spec/replicas');
    for (let i = 0; i < 21; i++) narrow.judge({ ...REPLICAS, ref: buildRef(`Deployment.apps shop/web-${i}`) });
    assert.deepEqual(narrow.advise(), []);
  });

  it('beside an object in git let go of it alone, also where its kind is cluster-scoped', () => {
    const declared = (kind: string, namespace: string | undefined): DesiredObject => ({
      group: '',
      version: 'v1',
      kind,
      name: 'x',
      namespace,
      defaultNamespace: 'default',
      body: { metadata: { annotations: { 'plumbline.dev/ignore': '[{"path": "/metadata/labels", "reason": "r", "owner": "o"}]' } } },
      origin: { source: 'shop', file: 'x.yaml', line: 1 },
      document: 0,
    });
    const labels = { ...REPLICAS, path: buildPath('metadata', 'labels', 'a') };
    const rules = compileIgnoreRules([], NOW, [declared('Namespace', undefined), declared('ConfigMap', 'shop')]);
    assert.ok(rules.judge({ ...labels, ref: buildRef('Namespace x') }));
    assert.ok(rules.judge({ ...labels, ref: buildRef('ConfigMap shop/x') }));
    assert.equal(rules.judge({ ...labels, ref: buildRef('ConfigMap other/x') }), undefined);
    assert.equal(rules.judge({ ...labels, ref: buildRef('ConfigMap shop/y') }), undefined);
  });

  it('are fast with many rules and many objects', () => {
    const rules = compile(...Array.from({ length: 200 }, (_, i) => `kind: Kind${i}, path: /spec/replicas`));
    const begun = performance.now();
    for (let i = 0; i < 100_000; i++) rules.judge(REPLICAS);
    assert.ok(performance.now() - begun < 1000);
  });
});
