import { ObjectStore } from './object-store.ts';
import type { GitObject } from './pack-file.ts';

/** A commit as far as it is needed. `committedAt` is RFC 3339. */
export interface GitCommit {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly committedAt: string;
}
/** One entry of a tree. `mode` as git writes it: 40000 folder, 120000 link, 160000 submodule, else a file. */
export interface GitEntry {
  readonly mode: string;
  readonly name: string;
  readonly oid: string;
}

/** One commit, with everything it needs there locally. `tag`: the annotated tag that named it. `chosen`: the tag that a range of versions stood for. */
export interface OpenedRevision {
  readonly objects: GitObjects;
  readonly commit: GitCommit;
  readonly tag?: string;
  readonly chosen?: string;
}

/** Commits, trees and blobs of one repository. */
export class GitObjects {
  private readonly store: ObjectStore;
  private readonly trees = new Map<string, ReadonlyMap<string, GitEntry>>();

  constructor(gitdir: string) {
    this.store = new ObjectStore(gitdir);
  }

  /** Any object as it is stored, and its type. Throws where it is absent or damaged. */
  readObject(oid: string): GitObject {
    return this.store.read(oid);
  }

  /** A commit, by its own name or that of a tag on it. Throws where it is absent or something else. */
  readCommit(oid: string): GitCommit {
    const object = this.store.read(oid);
    return object.type === 'tag' ? this.readCommit(findTarget(object)) : parseCommit(oid, object);
  }

  /** The entries of a tree by name, in git's order. */
  readTree(oid: string): ReadonlyMap<string, GitEntry> {
    const known = this.trees.get(oid);
    if (known) return known;
    const tree = this.parseTree(oid);
    this.trees.set(oid, tree);
    return tree;
  }

  /** The same, kept nowhere: for a walk through many commits. */
  parseTree(oid: string): ReadonlyMap<string, GitEntry> {
    const { type, content } = this.store.read(oid);
    if (type !== 'tree') throw new Error(`object ${oid} is no tree`);
    const tree = new Map<string, GitEntry>();
    for (let at = 0; at < content.length; ) {
      const space = content.indexOf(32, at);
      const end = content.indexOf(0, space);
      const name = content.toString('utf8', space + 1, end);
      tree.set(name, { mode: content.toString('latin1', at, space), name, oid: content.toString('hex', end + 1, end + 21) });
      at = end + 21;
    }
    return tree;
  }

  readBlob(oid: string): Uint8Array {
    return this.store.read(oid).content;
  }

  /** Names of all objects that begin with these hexadecimal digits. */
  findNames(prefix: string): string[] {
    return this.store.findNames(prefix.toLowerCase());
  }
}

/** Takes a commit apart. Throws where the object is something else. */
export function parseCommit(oid: string, { type, content }: GitObject): GitCommit {
  const headers = readHeaders(content);
  const tree = /^tree ([0-9a-f]{40})$/m.exec(headers)?.[1];
  if (type !== 'commit' || tree === undefined) throw new Error(`object ${oid} is no commit`);
  const seconds = Number(/^committer .* (\d+) [-+]\d{4}$/m.exec(headers)?.[1] ?? 0);
  const parents = Array.from(headers.matchAll(/^parent ([0-9a-f]{40})$/gm), (match) => match[1] ?? '');
  return { oid, tree, parents, committedAt: new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') };
}

function findTarget({ content }: GitObject): string {
  return /^object ([0-9a-f]{40})$/m.exec(readHeaders(content))?.[1] ?? '';
}

function readHeaders(content: Buffer): string {
  return content.toString('utf8').split('\n\n', 1)[0] ?? '';
}
