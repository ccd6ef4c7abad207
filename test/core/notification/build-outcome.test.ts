import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildOutcome } from '../../../functions/core/notification/build-outcome.ts';
import { buildVariedReport } from '../../support/sample-reports.ts';

const outcome = buildOutcome(buildVariedReport(), { run: 'r1', reportKey: 'reports/prod-eu/x.json', fingerprint: 'a' });

describe('the outcome of a run with drift', () => {
  it('tells the worst departures first, each with its level, the field that decided and why', () => {
    assert.deepEqual(outcome.headlines?.slice(0, 3), [
      'critical: ClusterRoleBinding.rbac.authorization.k8s.io emergency-admin is in no repository: grants rights in the whole cluster',
      'critical: Deployment.apps shop/web differs at .spec.template.spec.containers[name="debug"] and 3 more: runs a privileged container',
      'high: Service shop/web differs at .spec.externalIPs and 2 more: takes traffic on an external address',
    ]);
  });
});
