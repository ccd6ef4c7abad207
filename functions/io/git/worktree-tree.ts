import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Revision } from '../../core/desired-state.ts';
import { IgnoreFiles } from '../ignore-files.ts';
import type { FileVersion, LineQuestion, SourceTree, TreeEntry } from '../source-tree.ts';

/** A folder on disk as it is now: what git tracks or would track (`.gitignore` is heeded), never `.git` and `node_modules`. */
export class WorktreeTree implements SourceTree {
  readonly revision: Revision;
  readonly path: string;
  private readonly root: string;
  private readonly ignores: IgnoreFiles;

  constructor(root: string, revision: Revision, path: string) {
    this.root = root;
    this.revision = revision;
    this.path = path;
    this.ignores = new IgnoreFiles('.gitignore', (file) => readFile(join(root, file), 'utf8').catch(() => undefined));
  }

  async find(path: string): Promise<TreeEntry | undefined> {
    const found = await lstat(join(this.root, path)).catch(() => undefined);
    if (found === undefined) return undefined;
    return { path, type: found.isSymbolicLink() ? 'link' : found.isDirectory() ? 'folder' : 'file' };
  }

  async list(folder: string): Promise<readonly TreeEntry[]> {
    const entries = await readdir(join(this.root, folder), { withFileTypes: true });
    const found: TreeEntry[] = [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.name === '.git' || entry.name === 'node_modules') continue;
      if (!entry.isDirectory() && !entry.isFile() && !entry.isSymbolicLink()) continue;
      if (await this.ignores.test(path, entry.isDirectory())) continue;
      if (entry.isDirectory()) found.push({ path, type: (await this.hasOwnGit(path)) ? 'submodule' : 'folder' });
      else found.push({ path, type: entry.isSymbolicLink() ? 'link' : 'file' });
    }
    return found;
  }

  async read(path: string): Promise<Uint8Array> {
    const entry = await this.find(path);
    if (entry?.type === 'link') return new TextEncoder().encode(await readlink(join(this.root, path)));
    return readFile(join(this.root, path));
  }

  async readHistory(): Promise<readonly FileVersion[]> {
    return [];
  }

  async blame(questions: readonly LineQuestion[]): Promise<readonly undefined[]> {
    return questions.map(() => undefined);
  }

  private async hasOwnGit(path: string): Promise<boolean> {
    return lstat(join(this.root, path, '.git')).then(
      () => true,
      () => false,
    );
  }
}
