import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestSchema } from '../../../functions/core/config/digest-schema.ts';
import { findSlot } from '../../../functions/core/digest/find-slot.ts';

const find = (config: object, now: string) => {
  const { at, before } = findSlot(digestSchema.parse(config), now);
  return [before, at].map((time) => time.slice(0, 16));
};

describe('when a digest is due', () => {
  it('is every day at its time, that very minute included', () => {
    assert.deepEqual(find({ every: 'day', at: '08:00' }, '2026-11-24T08:00:00Z'), ['2026-11-23T08:00', '2026-11-24T08:00']);
    assert.deepEqual(find({ every: 'day', at: '08:00' }, '2026-11-24T07:59:59Z'), ['2026-11-22T08:00', '2026-11-23T08:00']);
  });

  it('is every week on its day, Monday where none is named', () => {
    assert.deepEqual(find({ every: 'week' }, '2026-11-24T12:00:00Z'), ['2026-11-16T08:00', '2026-11-23T08:00']);
    assert.deepEqual(find({ every: 'week', day: 'fri', at: '16:30' }, '2026-11-24T12:00:00Z'), ['2026-11-13T16:30', '2026-11-20T16:30']);
  });

  it('is told by the clock of its zone, also over a change of clocks', () => {
    const berlin = { every: 'day', at: '08:00', timeZone: 'Europe/Berlin' };
    assert.deepEqual(find(berlin, '2026-10-25T09:00:00Z'), ['2026-10-24T06:00', '2026-10-25T07:00']);
    assert.deepEqual(find(berlin, '2026-03-29T09:00:00Z'), ['2026-03-28T07:00', '2026-03-29T06:00']);
    assert.deepEqual(find({ ...berlin, at: '02:30' }, '2026-03-29T09:00:00Z')[0], '2026-03-28T01:30');
  });

  it('is on the day of its zone, which may be another than that of UTC', () => {
    const auckland = { every: 'week', day: 'mon', at: '00:30', timeZone: 'Pacific/Auckland' };
    assert.deepEqual(find(auckland, '2026-11-22T12:00:00Z'), ['2026-11-15T11:30', '2026-11-22T11:30']);
    const honolulu = { every: 'day', at: '23:00', timeZone: 'Pacific/Honolulu' };
    assert.deepEqual(find(honolulu, '2026-11-24T09:30:00Z'), ['2026-11-23T09:00', '2026-11-24T09:00']);
  });
});
