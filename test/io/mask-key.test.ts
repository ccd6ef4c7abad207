import assert from 'node:assert/strict';
import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { readMaskKey } from '../../functions/io/mask-key.ts';
import { makeFolder } from '../support/git-repository.ts';

describe('the key of masked values', () => {
  it('is made once, and readable to its user alone', async (t) => {
    const folder = join(makeFolder(t), 'cache');
    const key = await readMaskKey(folder);
    assert.equal(key.length, 32);
    assert.deepEqual(Buffer.from(await readMaskKey(folder)), Buffer.from(key));
    assert.equal(statSync(join(folder, 'mask-key')).mode & 0o777, 0o600);
  });

  it('is the same for checks that begin at the same moment', async (t) => {
    const folder = makeFolder(t);
    const keys = await Promise.all(Array.from({ length: 8 }, () => readMaskKey(folder)));
    assert.equal(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size, 1);
  });

  it('differs between installations', async (t) => {
    assert.notDeepEqual(await readMaskKey(makeFolder(t)), await readMaskKey(makeFolder(t)));
  });

  it('is good for one process where nothing can be kept', async (t) => {
    const folder = makeFolder(t);
    chmodSync(folder, 0o500);
    assert.equal((await readMaskKey(join(folder, 'mask-key', 'x'))).length, 32);
  });
});
