import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatAge } from '../../../functions/core/render/format-age.ts';

const NOW = '2026-11-04T12:00:00Z';

describe('telling an age', () => {
  it('uses the unit a person would', () => {
    const ages = [
      '2026-11-04T11:59:30Z',
      '2026-11-04T11:20:00Z',
      '2026-11-04T02:00:00Z',
      '2026-10-20T12:00:00Z',
      '2026-05-01T00:00:00Z',
      '2023-11-01T00:00:00Z',
    ];
    assert.deepEqual(
      ages.map((time) => formatAge(time, NOW)),
      ['just now', '40 min ago', '10 h ago', '15 days ago', '6 months ago', '3 years ago'],
    );
  });

  it('tells the time itself where a clock is off or the text is no time', () => {
    assert.equal(formatAge('2026-11-04T13:00:00Z', NOW), 'at 2026-11-04 13:00:00 UTC');
    assert.equal(formatAge('soon', NOW), 'at soon');
  });
});
