import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { compareText } from '../../core/kube-object.ts';
import type { ToolTask } from './render-copy.ts';

/** Names a rendering by all that it depends on: the tool, its arguments, and the path and content of every file. A new commit that touches none of them has the same. */
export function keyOfRendering({ tool, args, copy, again }: ToolTask, identity: string): string {
  const digest = createHash('sha256').update(JSON.stringify([identity, tool, args, again === true]));
  for (const [path, target] of [...copy.links].sort(([a], [b]) => compareText(a, b))) digest.update(JSON.stringify([path, target]));
  for (const [path, bytes] of [...copy.files].sort(([a], [b]) => compareText(a, b))) {
    digest.update(JSON.stringify([path, bytes.length])).update(bytes);
  }
  return digest.digest('hex');
}

/** What was printed under a key before; undefined where nothing was, or it cannot be read. */
export async function readKeptRendering(directory: string | undefined, key: string): Promise<string | undefined> {
  return directory === undefined ? undefined : readFile(join(directory, `${key}.yaml`), 'utf8').catch(() => undefined);
}

/** Keeps what was printed. */
export async function storeRendering(directory: string | undefined, key: string, text: string): Promise<void> {
  if (directory !== undefined) await writeWhole(join(directory, `${key}.yaml`), text);
}

/** Writes a file beside and renames it, for this user alone, since it may hold Secrets. A disk that refuses costs only the next run's time. */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(draft, content, { mode: 0o600 });
    await rename(draft, file);
  } catch {
    // A read-only or full disk is no reason to fail a check.
  }
}
