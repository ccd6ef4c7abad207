import { readFile } from 'node:fs/promises';
import { type Config, DEFAULT_CONFIG, parseConfig } from '../core/config.ts';
import { messageOf, PlumblineError } from '../core/errors.ts';

const USUAL = 'plumbline.yaml';

/** The configuration: the file that is named, which must be there, or `plumbline.yaml` of this folder, which may be. */
export async function readConfig(path: string | undefined): Promise<Config> {
  try {
    return parseConfig(await readFile(path ?? USUAL, 'utf8'), path ?? USUAL);
  } catch (error) {
    if (error instanceof PlumblineError) throw error;
    if (path === undefined && error instanceof Error && 'code' in error && error.code === 'ENOENT') return DEFAULT_CONFIG;
    throw new PlumblineError('config', `the configuration ${path ?? USUAL} cannot be read: ${messageOf(error)}`);
  }
}
