import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isQuietTime } from '../../../functions/core/alert/is-quiet-time.ts';
import type { QuietTime } from '../../../functions/core/config/route-schema.ts';

const quiet = (rest: Partial<QuietTime> = {}): QuietTime => ({ from: '22:00', to: '07:00', timeZone: 'UTC', ...rest });

describe('quiet hours', () => {
  // 2026-11-06 is a Friday.
  const cases: readonly (readonly [string, QuietTime | undefined, string, boolean])[] = [
    ['are none where none are set', undefined, '2026-11-06T23:00:00Z', false],
    ['begin at their first minute', quiet(), '2026-11-06T22:00:00Z', true],
    ['have not begun the minute before', quiet(), '2026-11-06T21:59:59Z', false],
    ['go on after midnight', quiet(), '2026-11-07T06:59:59Z', true],
    ['are over at their last minute', quiet(), '2026-11-07T07:00:00Z', false],
    ['lie within a day, too', quiet({ from: '12:00', to: '13:00' }), '2026-11-06T12:30:00Z', true],
    ['end with the day', quiet({ from: '18:00', to: '24:00' }), '2026-11-06T23:59:59Z', true],
    ['do not reach beyond it', quiet({ from: '18:00', to: '24:00' }), '2026-11-07T00:00:00Z', false],
    ['take a whole day', quiet({ from: '00:00', to: '24:00', days: ['fri'] }), '2026-11-06T00:00:00Z', true],
    ['begin on their days only', quiet({ days: ['fri'] }), '2026-11-05T23:00:00Z', false],
    ['go on into the day after, which is none of theirs', quiet({ days: ['fri'] }), '2026-11-07T03:00:00Z', true],
    ['do not go on from a day that is none of theirs', quiet({ days: ['fri'] }), '2026-11-06T03:00:00Z', false],
    ['go by the clock of their zone', quiet({ timeZone: 'Europe/Berlin' }), '2026-11-06T21:30:00Z', true],
    ['go by the day of their zone', quiet({ timeZone: 'Asia/Tokyo', days: ['sat'] }), '2026-11-06T23:00:00Z', false],
    ['follow daylight saving', quiet({ timeZone: 'Europe/Berlin' }), '2026-07-03T20:30:00Z', true],
    ['know half hours', quiet({ timeZone: 'Asia/Kolkata' }), '2026-11-06T16:30:00Z', true],
  ];
  for (const [what, hours, now, expected] of cases) it(what, () => assert.equal(isQuietTime(hours, now), expected));
});
