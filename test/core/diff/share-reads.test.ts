import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReadPlan } from '../../../functions/core/diff/plan-reads.ts';
import { shareReads } from '../../../functions/core/diff/share-reads.ts';
import type { KindRead } from '../../../functions/core/live-state.ts';

function read(kind: string, version: string, mode: KindRead['mode']): KindRead {
  return { served: { group: '', version, kind, resource: kind.toLowerCase(), namespaced: true, verbs: ['list'], preferred: true }, mode };
}

function plan(reads: readonly KindRead[]): ReadPlan {
  return { reads, objects: [], known: new Set(), derived: [], unchecked: [], findsUnmanaged: true };
}

describe('two plans over one reading of the cluster', () => {
  it('share a list that both want, in full where either compares it', () => {
    const [first, second] = shareReads([
      plan([read('Pod', 'v1', 'metadata')]),
      plan([read('Pod', 'v1', 'full'), read('Node', 'v1', 'metadata')]),
    ]);
    assert.equal(first?.reads[0], second?.reads[0]);
    assert.equal(first?.reads[0]?.mode, 'full');
    assert.deepEqual([first?.reads.length, second?.reads.length], [1, 2]);
  });

  it('keep lists of two versions apart', () => {
    const [first, second] = shareReads([plan([read('Pod', 'v1', 'full')]), plan([read('Pod', 'v2', 'full')])]);
    assert.notEqual(first?.reads[0], second?.reads[0]);
  });
});
