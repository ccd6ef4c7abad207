import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readFailure } from '../../../functions/core/notification/read-failure.ts';

describe('why a function failed, as Step Functions tells it', () => {
  for (const [what, cause, told] of [
    ['an error of ours', '{"errorType":"PlumblineError","errorMessage":"no cluster \\"a\\"","trace":["at x.ts:1"]}', 'no cluster "a"'],
    [
      'a time that ran out',
      '{"errorMessage":"2026-11-21T08:15:00Z Task timed out after 900.00 seconds"}',
      '2026-11-21T08:15:00Z Task timed out after 900.00 seconds',
    ],
    ['a process that ended', '{"errorType":"Runtime.ExitError"}', 'Runtime.ExitError'],
    ['a refusal of Lambda', 'Rate Exceeded. (Service: Lambda, Status Code: 429)', 'Rate Exceeded. (Service: Lambda, Status Code: 429)'],
    ['JSON that was cut', '{"errorType":"Err', '{"errorType":"Err'],
    ['JSON of somebody else', '{"why":"?"}', '{"why":"?"}'],
  ] as const)
    it(`is one sentence: ${what}`, () => assert.equal(readFailure(cause), told));
});
