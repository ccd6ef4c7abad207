import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseSchedule } from '../../../functions/core/config/schedule.ts';

function minutesOf(text: string): number {
  const schedule = parseSchedule(text);
  assert.ok(schedule.type === 'valid', `${text}: ${schedule.type === 'invalid' ? schedule.message : ''}`);
  return schedule.everyMinutes;
}

describe('a schedule', () => {
  it('is a rate, of which one is singular', () => {
    assert.equal(minutesOf('rate(15 minutes)'), 15);
    assert.equal(minutesOf('rate(1 hour)'), 60);
    assert.equal(minutesOf('rate(2 days)'), 2880);
    assert.deepEqual(parseSchedule(' rate( 5  minutes ) '), { type: 'valid', expression: 'rate(5 minutes)', everyMinutes: 5 });
  });

  it('is a cron expression, and its interval the longest time between two runs', () => {
    assert.equal(minutesOf('cron(0/15 * * * ? *)'), 15);
    assert.equal(minutesOf('cron(*/7 * * * ? *)'), 7);
    assert.equal(minutesOf('cron(0 6,18 * * ? *)'), 720);
    assert.equal(minutesOf('cron(0 6 ? * MON-FRI *)'), 3 * 1440);
    assert.equal(minutesOf('cron(0/15 8-17 ? * 2-6 *)'), 3 * 1440 - (9 * 60 + 45));
    assert.equal(minutesOf('cron(0 0 L * ? *)'), 31 * 1440);
    assert.equal(minutesOf('cron(0 0 1W * ? *)'), 33 * 1440);
    assert.equal(minutesOf('cron(0 0 ? * 6L *)'), 35 * 1440);
    assert.equal(minutesOf('cron(0 0 ? * fri#3 *)'), 35 * 1440);
    assert.equal(minutesOf('cron(0 0 29 feb ? *)'), 1461 * 1440);
    assert.equal(minutesOf('cron(0 0 * * ? 2027-2030)'), 1440);
  });

  for (const [text, message] of [
    ['15 minutes', /^a schedule is rate\(15 minutes\) or cron/],
    ['at(2027-01-01T00:00:00)', /^a schedule is/],
    ['rate(0 minutes)', /^a rate is a whole number/],
    ['rate(1.5 hours)', /^a rate is a whole number/],
    ['rate(5 weeks)', /^a rate is a whole number/],
    ['rate(1 minutes)', /^a rate of 1 has minute/],
    ['rate(5 minute)', /^a rate of 1 has minute/],
    ['cron(0 6 * * *)', /^cron has six fields/],
    ['cron(0 6 * * * *)', /is "\?"/],
    ['cron(0 6 ? * ? *)', /is "\?"/],
    ['cron(60 6 * * ? *)', /^minutes .* 0 to 59/],
    ['cron(0 24 * * ? *)', /^hours .* 0 to 23/],
    ['cron(0 6 32 * ? *)', /^day of month in/],
    ['cron(0 6 * FOO ? *)', /^month .* JAN to DEC/],
    ['cron(0 6 ? * 8 *)', /^day of week in/],
    ['cron(0 6 * * ? 1969)', /^year .* 1970 to 2199/],
    ['cron(0 6 30 2 ? *)', /^there is no such day/],
    ['cron(0/0 6 * * ? *)', /^minutes/],
    ['cron(0 6- * * ? *)', /^hours/],
    ['cron(0 6,, * * ? *)', /^hours/],
  ] as const) {
    it(`is not ${text}`, () => {
      const schedule = parseSchedule(text);
      assert.ok(schedule.type === 'invalid');
      assert.match(schedule.message, message);
    });
  }
});
