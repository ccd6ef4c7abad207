import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WHOLE_CLUSTER } from '../../../functions/core/check.ts';
import { planReads } from '../../../functions/core/diff/plan-reads.ts';
import type { Discovery } from '../../../functions/core/live-state.ts';
import { declare, discovery } from '../../support/compare-manifests.ts';

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\n';
const plan = (text: string, found: Discovery = discovery, scope = WHOLE_CLUSTER) => planReads(declare(text), found, scope, ['Pod']);

describe('what is read of a cluster', () => {
  it('is in full what git declares, and metadata of every other kind', () => {
    const { reads } = plan(deployment);
    const modeOf = (kind: string): string | undefined => reads.find(({ served }) => served.kind === kind)?.mode;
    assert.equal(modeOf('Deployment'), 'full');
    assert.equal(modeOf('HorizontalPodAutoscaler'), 'full');
    assert.equal(modeOf('Secret'), 'metadata');
    assert.equal(modeOf('Pod'), undefined);
  });
  it('is each kind once, whatever the number of objects', () => {
    const { reads } = plan(`${deployment}---\n${deployment.replace('web', 'api')}`);
    assert.equal(reads.filter(({ served }) => served.kind === 'Deployment').length, 1);
  });
  it('is nothing that is out of scope', () => {
    const { reads, objects } = plan(deployment, discovery, { ...WHOLE_CLUSTER, excludeKinds: ['Deployment.apps', 'secret'] });
    assert.ok(!reads.some(({ served }) => served.kind === 'Deployment' || served.kind === 'Secret'));
    assert.deepEqual(objects, []);
  });
  it('is only what git declares where nobody asks for unmanaged objects', () => {
    const { reads } = plan(deployment, discovery, { ...WHOLE_CLUSTER, unmanaged: false });
    assert.deepEqual(reads.map(({ served }) => served.kind).sort(), ['Deployment', 'HorizontalPodAutoscaler']);
  });
  it('is only what git declares while a manifest could not be read, for that one may declare anything', () => {
    const { reads, findsUnmanaged } = plan(`${deployment}---\nkind: [\n`);
    assert.equal(findsUnmanaged, false);
    assert.ok(!reads.some(({ mode }) => mode === 'metadata'));
  });
  it('puts an object without a namespace into the default one, and a cluster-scoped one into none', () => {
    const { objects } = plan(
      `${deployment}---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r, namespace: x}\n`,
    );
    assert.deepEqual(
      objects.map(({ ref }) => ref.namespace),
      ['default', null],
    );
  });
  it('names a group version that discovery could not read, unless it only serves metrics', () => {
    const broken = {
      ...discovery,
      unreadable: [
        { group: 'x.example.com', version: 'v1', message: 'down' },
        { group: 'metrics.k8s.io', version: 'v1beta1', message: 'down' },
      ],
    };
    assert.deepEqual(
      plan(deployment, broken).unchecked.map((item) => (item.type === 'kind' ? `${item.group} ${item.kind}` : '')),
      ['x.example.com *'],
    );
  });
  it('says of a kind that nobody serves how many objects of it git declares, and where the first stands', () => {
    const [unchecked] = plan(
      'apiVersion: gone/v1\nkind: Gadget\nmetadata: {name: a}\n---\napiVersion: gone/v1\nkind: Gadget\nmetadata: {name: b}\n',
    ).unchecked;
    assert.ok(unchecked?.type === 'kind');
    assert.equal(unchecked.declared, 2);
    assert.match(unchecked.message, /desired\.yaml:1/);
  });
});
