import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { replayMonth } from '../../replay/replay-month.ts';

describe('days of a fleet, lived through again (a month of a hundred clusters: npm run replay)', () => {
  it('give the mean times that are true, and a fraction of the messages that one a difference and run would be', async () => {
    const { measured, truth, messages, naive, digests } = await replayMonth(6, 4);
    assert.ok(truth.toDetect > 0 && truth.toResolve > 0);
    assert.ok(Math.abs(measured.toDetect - truth.toDetect) < 0.01, `${measured.toDetect} of ${truth.toDetect}`);
    assert.ok(Math.abs(measured.toResolve - truth.toResolve) < 0.01, `${measured.toResolve} of ${truth.toResolve}`);
    // What the digests of four days tell, each incident once, is what happened.
    assert.equal(digests.sent, 4);
    assert.deepEqual([digests.opened.length, digests.resolved.length], [truth.opened, truth.resolved]);
    assert.ok(truth.resolved > 0 && new Set(digests.opened).size === digests.opened.length);
    assert.ok(messages > 0 && messages * 10 < naive, `${messages} of ${naive}`);
  });
});
