import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const LENGTH = 32;

/**
 * The secret that masked values are keyed with: made once for this installation and kept readable to its user alone, so that the same value has the
 * same mask from check to check. Where it cannot be kept, it is good for this process.
 */
export async function readMaskKey(directory: string): Promise<Uint8Array> {
  const file = join(directory, 'mask-key');
  const kept = await tryRead(file);
  if (kept) return kept;
  const key = randomBytes(LENGTH);
  const beside = `${file}.${randomUUID()}`;
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(beside, key, { mode: 0o600, flag: 'wx' });
    // Whole or not at all, and never over a key that another check made at the same moment.
    await link(beside, file);
    return key;
  } catch {
    return (await tryRead(file)) ?? key;
  } finally {
    await rm(beside, { force: true }).catch(() => {});
  }
}

async function tryRead(file: string): Promise<Uint8Array | undefined> {
  try {
    const key = await readFile(file);
    return key.length === LENGTH ? key : undefined;
  } catch {
    return undefined;
  }
}
