import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findRisk } from '../../../functions/core/risk/find-risk.ts';
import { buildChanged, buildExtra, buildMissingObject, buildModified, buildPath, buildUnmanaged } from '../../support/sample-report.ts';

describe('finding what to look at first', () => {
  it('ranks rights over the whole cluster highest', () => {
    assert.equal(findRisk(buildUnmanaged('ClusterRoleBinding.rbac.authorization.k8s.io x'))?.rank, 0);
  });

  it('sees a privileged container inside one that was added whole', () => {
    const container = buildExtra(buildPath('spec', 'template', 'spec', 'containers', { name: 'x' }), {
      name: 'x',
      securityContext: { privileged: true },
    });
    assert.match(findRisk(buildModified('Deployment.apps a/b', [container]))?.why ?? '', /privileged/);
  });

  it('sees a path of the node that was mounted', () => {
    const volume = buildExtra(buildPath('spec', 'template', 'spec', 'volumes', { name: 'x' }), { name: 'x', hostPath: { path: '/' } });
    assert.match(findRisk(buildModified('Deployment.apps a/b', [volume]))?.why ?? '', /path of the node/);
  });

  it('does not raise what is only waiting to be applied, nor what is harmless', () => {
    const pending = buildChanged(buildPath('spec', 'template', 'spec', 'hostNetwork'), false, true, { cause: 'not-yet-applied' });
    assert.equal(findRisk(buildModified('Deployment.apps a/b', [pending])), undefined);
    assert.equal(findRisk(buildModified('Deployment.apps a/b', [buildChanged(buildPath('spec', 'replicas'), 1, 2)])), undefined);
    assert.equal(findRisk(buildMissingObject('ConfigMap a/b')), undefined);
  });
});
