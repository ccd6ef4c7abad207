import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReadPlan } from '../../functions/core/diff/plan-reads.ts';
import { buildKindReading, findLostKinds, type KindReading } from '../../functions/core/kind-reading.ts';
import type { Discovery, ServedKind, UncheckedKind, UncheckedKindReason } from '../../functions/core/live-state.ts';

const serve = (name: string, version = 'v1'): ServedKind => {
  const [kind = '', ...group] = name.split('.');
  return { group: group.join('.'), version, kind, resource: kind.toLowerCase(), namespaced: true, verbs: ['list'], preferred: true };
};
const miss = (name: string, reason: UncheckedKindReason): UncheckedKind => {
  const { group, version, kind } = serve(name);
  return { type: 'kind', group, version, kind, reason, message: '', declared: 0 };
};
const planOf = (reads: readonly string[], unchecked: readonly UncheckedKind[] = []): ReadPlan => ({
  reads: reads.map((name) => ({ served: serve(name), mode: 'metadata' })),
  objects: [],
  known: new Set(),
  derived: [],
  unchecked,
  findsUnmanaged: true,
});
const discover = (...names: string[]): Discovery => ({ serverVersion: 'v1.34.4', kinds: names.map((name) => serve(name)), unreadable: [] });

describe('what a run read of the kinds of a cluster', () => {
  it('is told by name, whatever the version', () => {
    const plan = planOf(['Pod', 'Deployment.apps', 'Secret'], [miss('Gone.example.com', 'not-served')]);
    const failed = [miss('Secret', 'forbidden'), miss('Deployment.apps', 'not-found')];
    assert.deepEqual(buildKindReading(plan, failed, discover('Secret', 'Pod', 'Deployment.apps')), {
      read: ['Pod'],
      unchecked: ['Secret'],
      served: ['Deployment.apps', 'Pod', 'Secret'],
    });
  });
});

describe('a kind that could be read before', () => {
  const known = ['Certificate.cert-manager.io', 'Pod', 'Secret'];
  const reading = (more: Partial<KindReading>): KindReading => ({ read: ['Pod'], unchecked: [], served: ['Pod'], ...more });
  it('is lost where it is not read, and stays known', () => {
    const now = reading({ unchecked: ['Secret'], served: ['Pod', 'Secret'] });
    assert.deepEqual(findLostKinds(known, now), { lost: ['Secret'], known: ['Pod', 'Secret'] });
  });
  it('is not lost where it is gone from the cluster', () => {
    assert.deepEqual(findLostKinds(known, reading({})), { lost: [], known: ['Pod'] });
  });
  it('is lost with its group, where nobody can say what the group serves', () => {
    const now = reading({ unchecked: ['*.cert-manager.io'] });
    assert.deepEqual(findLostKinds(known, now), { lost: ['Certificate.cert-manager.io'], known: ['Certificate.cert-manager.io', 'Pod'] });
  });
  it('is not lost where another version of it is read', () => {
    assert.deepEqual(findLostKinds(['Pod'], reading({ unchecked: ['Pod'] })).lost, []);
  });
  it('is not forgotten by a run that did not ask for it', () => {
    const served = ['Pod', 'Secret'];
    const { lost, known: kept } = findLostKinds(known, reading({ served }));
    assert.deepEqual([lost, kept], [[], served]);
    assert.deepEqual(findLostKinds(kept, reading({ served, unchecked: ['Secret'] })).lost, ['Secret']);
  });
  it('is nothing at the first run, which learns what can be read', () => {
    assert.deepEqual(findLostKinds([], reading({ unchecked: ['Secret'] })), { lost: [], known: ['Pod'] });
  });
});
