import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { messageOf, PlumblineError } from '../../core/errors.ts';
import { asString } from '../../core/json.ts';
import type { KubeconfigEntry } from './kubeconfig.ts';

/** What `<field>-data` (base64) or `<field>` (a path) of an entry holds. */
export async function readData(entry: KubeconfigEntry | undefined, field: string): Promise<Buffer | undefined> {
  if (entry === undefined) return undefined;
  const data = asString(entry.body[`${field}-data`]);
  if (data !== undefined && data !== '') return Buffer.from(data, 'base64');
  const path = asString(entry.body[field]);
  if (path === undefined || path === '') return undefined;
  try {
    return await readFile(resolve(entry.directory, path));
  } catch (error) {
    throw new PlumblineError('kubeconfig', `"${field}" of "${entry.name}" cannot be read: ${messageOf(error)}`);
  }
}
