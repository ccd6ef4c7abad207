import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, PlumblineError } from '../../core/errors.ts';
import { codeOf } from '../create-file.ts';
import type { PageShelf } from './page-shelf.ts';

/** Pages in a folder that only its user can look into. A file system replaces a file without a condition, so who wrote one looks again. */
export function openLocalPages(directory: string): PageShelf {
  const place = (key: string): string => join(directory, ...key.split('/'));
  return {
    read: async (key) => {
      try {
        return { content: await readFile(place(key)), tag: '' };
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw describe(place(key), error);
      }
    },
    replace: async (key, content) => {
      const file = place(key);
      const beside = `${file}.${randomUUID()}.tmp`;
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(beside, content, { mode: 0o600 });
        await rename(beside, file);
      } catch (error) {
        throw describe(file, error);
      } finally {
        await rm(beside, { force: true });
      }
      return 'unsure';
    },
  };
}

function describe(file: string, error: unknown): PlumblineError {
  return new PlumblineError('runtime', `the page ${file} cannot be read or written: ${messageOf(error)}`, { cause: error });
}
