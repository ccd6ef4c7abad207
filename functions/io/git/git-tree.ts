import type { Revision } from '../../core/desired-state.ts';
import type { Blame } from '../../core/difference.ts';
import { baseNameOf, folderOf } from '../../core/manifests/file-paths.ts';
import type { FileVersion, LineQuestion, SourceTree, TreeEntry } from '../source-tree.ts';
import { blameLines } from './blame-lines.ts';
import type { GitCommit, GitEntry, GitObjects } from './git-objects.ts';

/** The tree of one commit, read from the object store. */
export class GitTree implements SourceTree {
  readonly revision: Revision;
  readonly path: string;
  private readonly objects: GitObjects;
  private readonly commit: GitCommit;

  constructor(objects: GitObjects, commit: GitCommit, revision: Revision, path: string) {
    this.objects = objects;
    this.commit = commit;
    this.revision = revision;
    this.path = path;
  }

  async find(path: string): Promise<TreeEntry | undefined> {
    if (path === '') return { path: '', type: 'folder' };
    const entry = findEntry(this.objects, this.commit.tree, path);
    return entry && { path, type: typeOf(entry) };
  }

  async list(folder: string): Promise<readonly TreeEntry[]> {
    const oid = folder === '' ? this.commit.tree : this.get(folder).oid;
    const entries = [...this.objects.readTree(oid).values()];
    return entries.map((entry) => ({ path: folder === '' ? entry.name : `${folder}/${entry.name}`, type: typeOf(entry) })).sort(byPath);
  }

  async read(path: string): Promise<Uint8Array> {
    return this.objects.readBlob(this.get(path).oid);
  }

  async readHistory(path: string, commits: number): Promise<readonly FileVersion[]> {
    const versions: FileVersion[] = [];
    const blobs = new Set([findEntry(this.objects, this.commit.tree, path)?.oid]);
    const seen = new Set([this.commit.oid]);
    const edge = this.readParents(this.commit, seen);
    for (let read = 0; read < commits && edge.length > 0; read++) {
      edge.sort((a, b) => (a.committedAt < b.committedAt ? -1 : 1));
      const commit = edge.pop();
      if (commit === undefined) break;
      edge.push(...this.readParents(commit, seen));
      const text = this.readUnseen(commit, path, blobs);
      if (text !== undefined) versions.push({ commit: commit.oid, committedAt: commit.committedAt, text });
    }
    return versions;
  }

  async blame(questions: readonly LineQuestion[]): Promise<readonly (Blame | undefined)[]> {
    return blameLines(this.objects, this.commit.oid, questions);
  }

  // A repository may hold commits without all of their files (a partial clone): then there is no text.
  private readUnseen(commit: GitCommit, path: string, seen: Set<string | undefined>): string | undefined {
    try {
      const blob = findEntry(this.objects, commit.tree, path)?.oid;
      if (blob === undefined || seen.has(blob)) return undefined;
      seen.add(blob);
      return new TextDecoder().decode(this.objects.readBlob(blob));
    } catch {
      return undefined;
    }
  }

  // A parent that is not there is beyond the edge of a shallow clone.
  private readParents(commit: GitCommit, seen: Set<string>): GitCommit[] {
    const parents: GitCommit[] = [];
    for (const oid of commit.parents) {
      if (seen.has(oid)) continue;
      seen.add(oid);
      try {
        parents.push(this.objects.readCommit(oid));
      } catch {}
    }
    return parents;
  }

  private get(path: string): GitEntry {
    const entry = findEntry(this.objects, this.commit.tree, path);
    if (entry === undefined) throw new Error(`${path} is not in the tree`);
    return entry;
  }
}

function findEntry(objects: GitObjects, root: string, path: string): GitEntry | undefined {
  const folder = folderOf(path);
  const parent = folder === '' ? { mode: '40000', oid: root } : findEntry(objects, root, folder);
  return parent?.mode === '40000' ? objects.readTree(parent.oid).get(baseNameOf(path)) : undefined;
}

function typeOf(entry: GitEntry): TreeEntry['type'] {
  if (entry.mode === '40000') return 'folder';
  if (entry.mode === '160000') return 'submodule';
  return entry.mode === '120000' ? 'link' : 'file';
}

function byPath(a: TreeEntry, b: TreeEntry): number {
  return a.path < b.path ? -1 : 1;
}
