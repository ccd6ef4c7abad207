import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileMatch } from '../../../functions/core/alert/match-route.ts';
import type { RouteMatch } from '../../../functions/core/config/route-schema.ts';
import type { Entry } from '../../../functions/core/incident/check-book.ts';
import type { Member } from '../../../functions/core/incident/incident.ts';
import { buildRef } from '../../support/sample-report.ts';

function buildMember(entry: Partial<Entry> = {}, cluster = 'prod-eu', environment?: string): Member {
  const complete: Entry = {
    type: 'modified',
    ref: buildRef('Deployment.apps shop/web'),
    cause: 'c',
    digest: 'd',
    phase: 'drift',
    severity: 'high',
    rule: 'image',
    team: 'shop',
    state: 'open',
    firstSeen: '2026-11-04T00:00:00Z',
    phaseSince: '2026-11-04T00:00:00Z',
    returns: [],
    flapping: false,
    ...entry,
  };
  return { check: 'prod-eu', cluster, environment, entry: complete };
}

const web = buildMember();
const role = buildMember({ ref: buildRef('ClusterRole admin'), type: 'unmanaged', severity: 'critical', team: '' });
const failed = buildMember({ type: 'failed', ref: buildRef('Check prod-eu'), severity: 'critical' });

describe('what a route is told of', () => {
  const cases: readonly (readonly [string, RouteMatch | undefined, readonly [boolean, boolean, boolean]])[] = [
    ['everything without a condition', undefined, [true, true, true]],
    ['clusters by their names', { clusters: ['staging', 'prod-*'] }, [true, true, true]],
    ['nothing of other clusters', { clusters: ['staging'] }, [false, false, false]],
    ['namespaces, which an object without one is not in', { namespaces: ['sh*'] }, [true, false, false]],
    ['any namespace, which an object without one is not in either', { namespaces: ['*'] }, [true, false, false]],
    ['kinds, however they are spelled', { kinds: ['deployment.APPS', 'Secret'] }, [true, false, false]],
    ['kinds without their group', { kinds: ['Cluster*'] }, [false, true, false]],
    ['a severity or worse', { severity: 'critical' }, [false, true, true]],
    ['teams', { teams: ['shop', 'core'] }, [true, false, false]],
    ['what happened', { types: ['unmanaged'] }, [false, true, false]],
    ['checks that could not do their work, where it says so', { types: ['check'], namespaces: ['shop'] }, [false, false, true]],
    ['what meets every condition only', { clusters: ['prod-*'], severity: 'critical', types: ['modified'] }, [false, false, false]],
  ];
  for (const [what, match, expected] of cases) {
    it(`is ${what}`, () => assert.deepEqual([web, role, failed].map(compileMatch(match)), expected));
  }

  it('is told by environment, and never of a cluster whose environment nobody told', () => {
    const members = ['prod', 'dev', undefined].map((environment) => buildMember({}, 'prod-eu', environment));
    assert.deepEqual(members.map(compileMatch({ environments: ['pr*'] })), [true, false, false]);
  });

  it('tells a stuck rollout from drift', () => {
    const rollout = buildMember({ phase: 'rollout' });
    assert.deepEqual([web, rollout].map(compileMatch({ types: ['rollout'] })), [false, true]);
    assert.deepEqual([web, rollout].map(compileMatch({ types: ['modified'] })), [true, false]);
  });
});
