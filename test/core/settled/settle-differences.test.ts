import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DesiredState } from '../../../functions/core/desired-state.ts';
import { formatRef } from '../../../functions/core/kube-object.ts';
import { compareManifests, declare, readObjects } from '../../support/compare-manifests.ts';

const BEFORE = '2026-11-21T10:00:00.400Z';

const config = (value: string, name = 'web'): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: shop}\ndata: {level: "${value}"}\n---\n`;

/** The same in the cluster: who wrote the value, and when. */
function live(value: string, writer: string, time: string, name = 'web', extra = ''): string {
  const owns = `{f:data: {f:level: {}}}`;
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: shop
  creationTimestamp: "2026-11-01T00:00:00Z"
  managedFields:
    - {manager: ${writer}, operation: Update, apiVersion: v1, time: "${time}", fieldsType: FieldsV1, fieldsV1: ${owns}}
data: {level: "${value}"${extra}}
---
`;
}

const at = (text: string, commit: string): DesiredState => ({
  ...declare(text),
  revisions: [{ source: 'git', url: '', revision: 'main', commit }],
});

/** What became of what departed at ten, two hours later. */
function settle(first: { git: string; cluster: string }, then: { git: string; cluster: string; commit?: string; ignore?: boolean }) {
  const before = compareManifests(at(first.git, 'aaa'), readObjects(first.cluster), { readAt: BEFORE });
  const ignore = [{ kind: 'ConfigMap', reason: 'r', owner: 'o', at: 'p.yaml:1' }];
  const now = compareManifests(at(then.git, then.commit ?? 'aaa'), readObjects(then.cluster), {
    before,
    ...(then.ignore ? { ignore } : {}),
  });
  return (now.settled ?? assert.fail('not told')).map(({ ref, at: path, how, setBy, commit }) =>
    [formatRef(ref), path, how, setBy && `${setBy.manager} ${setBy.time}`, commit?.commit].filter((part) => part !== undefined).join(' '),
  );
}

const drifted = { git: config('info'), cluster: live('debug', 'kubectl-edit', '2026-11-21T09:00:00Z') };

describe('what departed and does not any more', () => {
  it('was put back by the manager that owns it now and has written since', () => {
    const cluster = live('info', 'argocd-controller', '2026-11-21T11:02:00Z');
    assert.deepEqual(settle(drifted, { git: drifted.git, cluster }), [
      'ConfigMap shop/web .data.level put-back argocd-controller 2026-11-21T11:02:00Z',
    ]);
  });

  it('was put back by nobody who is known, where its owner has not written since', () => {
    const cluster = live('info', 'argocd-controller', '2026-11-20T11:02:00Z');
    assert.deepEqual(settle(drifted, { git: drifted.git, cluster }), ['ConfigMap shop/web .data.level put-back']);
  });

  it('was adopted by git, where git moved and the cluster did not', () => {
    const then = { git: config('debug'), cluster: drifted.cluster, commit: 'bbb' };
    assert.deepEqual(settle(drifted, then), ['ConfigMap shop/web .data.level adopted bbb']);
  });

  it('is nothing that can be told, where both moved', () => {
    const cluster = live('warn', 'argocd-controller', '2026-11-21T11:02:00Z');
    assert.deepEqual(settle(drifted, { git: config('warn'), cluster, commit: 'bbb' }), []);
  });

  it('is there still, where a rule lets it go by now', () => {
    assert.deepEqual(settle(drifted, { ...drifted, ignore: true }), ['ConfigMap shop/web .data.level excused']);
  });

  it('is nothing while it departs, in this way or another', () => {
    assert.deepEqual(settle(drifted, drifted), []);
    assert.deepEqual(settle(drifted, { git: drifted.git, cluster: live('warn', 'kubectl-edit', '2026-11-21T11:00:00Z') }), []);
    assert.deepEqual(settle(drifted, { git: drifted.git, cluster: '' }), []);
  });

  it('was added and is gone again, by whom nobody knows', () => {
    const first = { git: config('info'), cluster: live('info', 'kubectl-edit', '2026-11-21T09:00:00Z', 'web', ', more: "1"') };
    const owned = first.cluster.replace('{f:level: {}}', '{f:level: {}, f:more: {}}');
    const cluster = live('info', 'kubectl-edit', '2026-11-21T11:00:00Z');
    assert.deepEqual(settle({ ...first, cluster: owned }, { git: first.git, cluster }), ['ConfigMap shop/web .data.more put-back']);
  });

  it('was missing, and was made again', () => {
    const cluster = live('info', 'flux', '2026-11-21T11:00:00Z');
    assert.deepEqual(settle({ git: config('info'), cluster: '' }, { git: config('info'), cluster }), [
      'ConfigMap shop/web put-back flux 2026-11-21T11:00:00Z',
    ]);
  });

  it('was in no repository, and was deleted or declared', () => {
    const other = live('x', 'kubectl-create', '2026-11-21T09:00:00Z', 'debug');
    const kept = live('info', 'flux', '2026-11-20T09:00:00Z');
    const first = { git: config('info'), cluster: kept + other };
    assert.deepEqual(settle(first, { git: first.git, cluster: kept }), ['ConfigMap shop/debug deleted']);
    const declared = { git: config('info') + config('x', 'debug'), cluster: first.cluster, commit: 'bbb' };
    assert.deepEqual(settle(first, declared), ['ConfigMap shop/debug adopted bbb']);
  });

  it('is not told where there was no report before', () => {
    assert.equal(compareManifests(declare(drifted.git), readObjects(drifted.cluster)).settled, undefined);
  });
});
