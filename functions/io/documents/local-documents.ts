import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, PlumblineError } from '../../core/errors.ts';
import { compareText } from '../../core/kube-object.ts';
import { codeOf, createFile } from '../create-file.ts';
import type { DocumentStore, Stored } from './document-store.ts';

interface Kept {
  readonly value: unknown;
  readonly expiresAt?: string;
}

/**
 * Documents in a folder. Every version is a file of its own, made only where none is there yet: so a write is conditional without a lock, and none is
 * ever left over. Older versions are removed once there is a newer one.
 */
export function openLocalDocuments(directory: string, now: () => number): DocumentStore {
  const folderOf = (partition: string, id: string): string => join(directory, ...partition.split('/'), encodeURIComponent(id));
  const readLatest = async (folder: string): Promise<(Kept & { readonly version: number; readonly isOver: boolean }) | undefined> => {
    for (;;) {
      const version = (await listVersions(folder)).at(-1);
      if (version === undefined) return undefined;
      const text = await readIfThere(join(folder, fileOf(version)));
      // Replaced by a newer one since it was listed.
      if (text === undefined) continue;
      const { value, expiresAt } = JSON.parse(text) as Kept;
      return { value, version, isOver: expiresAt !== undefined && Date.parse(expiresAt) <= now() };
    }
  };
  const readFolder = async <T>(id: string, folder: string): Promise<Stored<T> | undefined> => {
    const latest = await readLatest(folder);
    return latest === undefined || latest.isOver ? undefined : { id, version: latest.version, value: latest.value as T };
  };
  return {
    read: (partition, id) => guard(directory, () => readFolder(id, folderOf(partition, id))),
    list: (partition) =>
      guard(directory, async () => {
        const folders = await listFolder(join(directory, ...partition.split('/')));
        const ids = folders.map(decodeURIComponent).sort(compareText);
        const found = await Promise.all(ids.map((id) => readFolder(id, folderOf(partition, id))));
        return found.filter((stored) => stored !== undefined) as never;
      }),
    write: (partition, id, value, expected, { expiresAt } = {}) =>
      guard(directory, async () => {
        const folder = folderOf(partition, id);
        // One look decides what is there and which number comes next: between two, somebody else may have written.
        const before = await readLatest(folder);
        if ((before?.isOver === false ? before.version : undefined) !== expected) return undefined;
        // What has expired counts as gone, and its number is not used again.
        const version = (before?.version ?? 0) + 1;
        const kept: Kept = { value, ...(expiresAt === undefined ? {} : { expiresAt }) };
        if (!(await createFile(join(folder, fileOf(version)), Buffer.from(JSON.stringify(kept))))) return undefined;
        const versions = await listVersions(folder);
        const latest = versions.at(-1) ?? version;
        // Made in the place of one that was written and replaced in the meantime.
        if (latest > version) {
          await rm(join(folder, fileOf(version)), { force: true });
          return undefined;
        }
        await Promise.all(versions.filter((old) => old < version).map((old) => rm(join(folder, fileOf(old)), { force: true })));
        return version;
      }),
  };
}

function fileOf(version: number): string {
  return `${version}.json`;
}

async function listVersions(folder: string): Promise<number[]> {
  return (await listFolder(folder)).flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : [])).sort((a, b) => a - b);
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function guard<T>(directory: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw new PlumblineError('runtime', `incidents in ${directory} cannot be read or written: ${messageOf(error)}`, { cause: error });
  }
}
