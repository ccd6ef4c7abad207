import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
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
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(file, key, { mode: 0o600, flag: 'wx' });
    return key;
  } catch {
    // Another check made one at the same moment, or nothing can be kept here.
    return (await tryRead(file)) ?? key;
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
