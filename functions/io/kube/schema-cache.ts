import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isJsonObject, parseJson, stringifyJson } from '../../core/json.ts';

/** What names one derived schema: the same key is the same content, for ever. */
export interface SchemaKey {
  /** Hashes are the server's word, so one server's are not believed of another. */
  readonly server: string;
  readonly apiVersion: string;
  readonly hash: string;
  /** Version of the derivation. */
  readonly derived: string;
}

/** The schema kept under a key; undefined where there is none or it is damaged. */
export async function readCachedSchema<T>(directory: string, key: SchemaKey): Promise<T | undefined> {
  try {
    const value = parseJson(await readFile(join(directory, fileOf(key)), 'utf8'));
    return isJsonObject(value) ? (value as T) : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a schema. Written beside and renamed, so that a reader never meets half a file. A disk that refuses costs only the next run's time. */
export async function storeCachedSchema(directory: string, key: SchemaKey, schema: unknown): Promise<void> {
  const file = join(directory, fileOf(key));
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(draft, stringifyJson(schema));
    await rename(draft, file);
  } catch {
    // A read-only or full disk is no reason to fail a check.
  }
}

function fileOf(key: SchemaKey): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([key.server, key.apiVersion, key.hash, key.derived]))
    .digest('hex');
  return `${key.apiVersion.replaceAll(/[^a-z0-9.-]/g, '_')}-${digest.slice(0, 32)}.json`;
}
