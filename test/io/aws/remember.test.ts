import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { remember } from '../../../functions/io/aws/remember.ts';

describe('what is remembered', () => {
  it('is read once in its time, and anew after it or under another name', async () => {
    let time = 0;
    const reads: string[] = [];
    const read = remember(async (name) => `${name}${reads.push(name)}`, { milliseconds: 60, now: () => time });
    assert.equal(await read('a'), 'a1');
    time = 59;
    assert.equal(await read('a'), 'a1');
    assert.equal(await read('b'), 'b2');
    time = 119;
    assert.equal(await read('b'), 'b3');
  });
  it('is never a failure', async () => {
    let tries = 0;
    const read = remember(async () => (++tries === 1 ? Promise.reject(new Error('throttled')) : 'read'), {
      milliseconds: 60,
      now: () => 0,
    });
    await assert.rejects(read('a'), /throttled/);
    assert.equal(await read('a'), 'read');
  });
});
