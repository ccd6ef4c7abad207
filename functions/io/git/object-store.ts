import { hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { type GitObject, PackFile } from './pack-file.ts';

const MAX_LOOSE_BYTES = 256 * 1024 * 1024;

/**
 * The objects of a repository on disk: loose, packed, and those borrowed from other repositories. Objects are checked against their names. isomorphic-git
 * could read them too, but takes ten times as long for many small files, holds whole packs in memory, and knows neither worktrees nor borrowed objects.
 */
export class ObjectStore {
  private readonly folders: readonly string[];
  private packs: readonly PackFile[] | undefined;

  constructor(gitdir: string) {
    this.folders = findObjectFolders(join(gitdir, 'objects'), 5);
  }

  /** Reads an object of a type; throws Error where it is absent, damaged or of another type. The message names the object, never its content. */
  read(oid: string): GitObject {
    const object = this.readPacked(oid) ?? this.readLoose(oid);
    if (object === undefined) throw new Error(`object ${oid} is missing`);
    const header = Buffer.from(`${object.type} ${object.content.length}\0`);
    if (hash('sha1', Buffer.concat([header, object.content])) !== oid) throw new Error(`object ${oid} is damaged`);
    return object;
  }

  /** Names of all objects that begin with these hexadecimal digits (at least four). */
  findNames(prefix: string): string[] {
    const loose = this.folders.flatMap((folder) => listNames(join(folder, prefix.slice(0, 2))).map((rest) => prefix.slice(0, 2) + rest));
    const packed = this.openPacks().flatMap((pack) => pack.findNames(prefix));
    return [...new Set([...loose.filter((name) => name.startsWith(prefix)), ...packed])];
  }

  private readPacked(oid: string): GitObject | undefined {
    for (const pack of this.openPacks()) {
      const offset = pack.find(oid);
      if (offset !== undefined) return pack.read(offset, (base) => this.read(base));
    }
    return undefined;
  }

  private readLoose(oid: string): GitObject | undefined {
    for (const folder of this.folders) {
      const compressed = tryRead(join(folder, oid.slice(0, 2), oid.slice(2)));
      if (compressed === undefined) continue;
      const whole = inflateSync(compressed, { maxOutputLength: MAX_LOOSE_BYTES });
      const end = whole.indexOf(0);
      return { type: whole.toString('latin1', 0, whole.indexOf(32)), content: whole.subarray(end + 1) };
    }
    return undefined;
  }

  private openPacks(): readonly PackFile[] {
    this.packs ??= this.folders.flatMap((folder) => {
      const indexes = listNames(join(folder, 'pack')).filter((name) => name.endsWith('.idx'));
      return indexes.map((name) => new PackFile(join(folder, 'pack', name)));
    });
    return this.packs;
  }
}

// `git clone --shared` and `--reference` borrow objects; the folders that lend them may borrow too.
function findObjectFolders(objects: string, depth: number): string[] {
  const alternates = tryRead(join(objects, 'info/alternates'))?.toString('utf8') ?? '';
  const lenders = alternates.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return depth === 0 ? [objects] : [objects, ...lenders.flatMap((lender) => findObjectFolders(resolve(objects, lender), depth - 1))];
}

function tryRead(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
