import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildDefaultsTable, matchesPath } from './defaults-table.ts';
import { exclusions } from './exclusions.ts';
import { unreachableStructs } from './unreachable-structs.ts';

describe('the table of defaults', () => {
  const first = { group: 'apps', kind: 'Deployment', sent: {}, received: { spec: { pull: 'IfNotPresent', replicas: 1 } } };
  const second = { group: 'apps', kind: 'Deployment', sent: {}, received: { spec: { pull: 'Always', replicas: 1 } } };
  const bare = { group: '', kind: 'ConfigMap', sent: {}, received: { metadata: { uid: 'x' } } };

  it('holds every distinct value of a path once', () => {
    const { kinds } = buildDefaultsTable('1.34.4', [first, second]);
    assert.deepEqual(kinds, { 'apps/Deployment': { '.spec.pull': ['Always', 'IfNotPresent'], '.spec.replicas': [1] } });
  });

  it('does not depend on the order of the samples', () => {
    const [a, b] = [
      [first, bare, second],
      [second, first, bare],
    ].map((order) => JSON.stringify(buildDefaultsTable('1', order)));
    assert.equal(a, b);
  });

  it('holds a kind without defaults, with identity left out', () => {
    assert.deepEqual(buildDefaultsTable('1', [bare]).kinds, { '/ConfigMap': {} });
  });
});

describe('exclusions', () => {
  it('match a path exactly, from any depth, or with everything below', () => {
    const reason = 'A reason.';
    assert.equal(matchesPath({ path: '.spec.clusterIP', reason }, '.spec.clusterIPs'), false);
    assert.equal(matchesPath({ path: '*.ports[].hostPort', reason }, '.spec.template.spec.containers[].ports[].hostPort'), true);
    assert.equal(matchesPath({ path: '.status*', reason }, '.status.phase'), true);
    assert.equal(matchesPath({ path: '.status*', reason }, '.spec.volumeClaimTemplates[].status.phase'), false);
  });

  it('each give a reason in one sentence', () => {
    for (const { path, reason } of [...exclusions, ...unreachableStructs]) assert.match(reason, /^[A-Z].*\.$/, path);
  });
});
