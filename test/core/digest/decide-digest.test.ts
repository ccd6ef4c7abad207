import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestSchema } from '../../../functions/core/config/digest-schema.ts';
import { confirmDigest, type DigestState, decideDigest, postponeDigest } from '../../../functions/core/digest/decide-digest.ts';

const schedule = digestSchema.parse({ every: 'day', at: '08:00' });
const told: DigestState = { route: 'shop', every: 'day', to: '2026-11-23T08:00:20.000Z', covered: { prod: '2026-11-23T07:55:00Z' } };

function decide(state: DigestState | undefined, now: string, isQuietTime = false): DigestState | undefined {
  return decideDigest({ route: 'shop', schedule, state, covered: { prod: now }, isQuietTime, now });
}

describe('a digest', () => {
  it('is due once a day, and not again once it is told', () => {
    assert.equal(decide(told, '2026-11-24T07:59:00Z'), undefined);
    const due = decide(told, '2026-11-24T08:00:20Z') ?? assert.fail('it is due');
    assert.equal(due.pending?.id, 'digest-shop-day-2026-11-24T08:00:00.000Z');
    const after = confirmDigest(due);
    assert.deepEqual(after, { ...told, to: '2026-11-24T08:00:20Z', covered: { prod: '2026-11-24T08:00:20Z' } });
    assert.equal(decide(after, '2026-11-24T08:15:00Z'), undefined);
    assert.ok(decide(after, '2026-11-25T08:00:00Z'));
  });

  it('that is under way is left to whoever has it, and taken over as it was when that takes too long', () => {
    const due = decide(told, '2026-11-24T08:00:20Z') ?? assert.fail('it is due');
    assert.equal(decide(due, '2026-11-24T08:03:00Z'), undefined);
    const again = decide(due, '2026-11-24T08:10:00Z')?.pending ?? assert.fail('it is taken over');
    assert.deepEqual([again.id, again.to, again.covered, again.attempts], [due.pending?.id, due.pending?.to, due.pending?.covered, 2]);
  });

  it('that could not be sent is tried again, later each time', () => {
    const due = decide(told, '2026-11-24T08:00:20Z') ?? assert.fail('it is due');
    const failed = postponeDigest(due, '2026-11-24T08:01:00Z');
    assert.equal(decide(failed, '2026-11-24T08:02:00Z'), undefined);
    assert.ok(decide(failed, '2026-11-24T08:03:00Z'));
  });

  it('that was missed is made up for, once, and begins where the last one ended', () => {
    const due = decide(told, '2026-11-26T14:00:00Z') ?? assert.fail('it is due');
    assert.equal(due.to, told.to);
    assert.equal(decide(confirmDigest(due), '2026-11-26T14:15:00Z'), undefined);
  });

  it('waits until quiet hours are over', () => {
    assert.equal(decide(told, '2026-11-24T08:00:20Z', true), undefined);
    assert.ok(decide(told, '2026-11-24T09:00:20Z'));
  });

  it('is due for the first time when its time comes, and looks back over one period', () => {
    assert.equal(decide(undefined, '2026-11-24T15:00:00Z'), undefined);
    assert.equal(decide(undefined, '2026-11-24T08:00:10Z')?.to, '2026-11-23T08:00:00.000Z');
  });
});
