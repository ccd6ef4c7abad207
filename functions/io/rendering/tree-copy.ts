import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { folderOf, resolvePath } from '../../core/manifests/file-paths.ts';
import type { SourceTree, TreeEntry } from '../source-tree.ts';
import { RenderRefusal } from './render-refusal.ts';

const MOST_FILES = 20_000;
const MOST_BYTES = 256_000_000;
const MOST_LINKS = 40;

/**
 * The part of a repository that a tool gets to see. Links are kept as links, each checked to stay inside; whatever leads out is refused before
 * anything is written.
 */
export class TreeCopy {
  readonly files = new Map<string, Uint8Array>();
  /** Where links lead, as paths from the root. */
  readonly links = new Map<string, string>();
  private readonly tree: SourceTree;
  private readonly folders = new Set<string>();
  private bytes = 0;

  constructor(tree: SourceTree) {
    this.tree = tree;
  }

  /** Takes in the file at a path, and the links on the way to it. Resolves with where it really is; a folder is not taken in. Undefined where there is nothing. */
  async add(path: string): Promise<TreeEntry | undefined> {
    let rest = path.split('/').filter((segment) => segment !== '');
    let at: TreeEntry = { path: '', type: 'folder' };
    for (let links = 0; rest.length > 0; ) {
      const [segment, ...after] = rest;
      const entry: TreeEntry | undefined = await this.tree.find(at.path === '' ? `${segment}` : `${at.path}/${segment}`);
      if (entry === undefined) return undefined;
      if (entry.type !== 'link') {
        at = entry;
        rest = after;
        continue;
      }
      if (++links > MOST_LINKS) throw new RenderRefusal(`${path} is a link that leads to itself`);
      const target = await this.followLink(entry.path);
      rest = [...target.split('/').filter((part) => part !== ''), ...after];
      at = { path: '', type: 'folder' };
    }
    if (at.type === 'file') await this.addFile(at.path);
    return at;
  }

  /** Takes in a folder with all that is below it. */
  async addFolder(path: string): Promise<void> {
    if (this.folders.has(path)) return;
    this.folders.add(path);
    const entries = await this.tree.list(path).catch(() => {
      throw new RenderRefusal(`the folder ${path || '.'} cannot be read: its object is missing or damaged`);
    });
    for (const entry of entries) {
      if (entry.type === 'file') await this.addFile(entry.path);
      else if (entry.type === 'folder') await this.addFolder(entry.path);
      else if (entry.type === 'link') {
        const target = await this.add(entry.path);
        if (target?.type === 'folder') await this.addFolder(target.path);
      }
    }
  }

  /** Puts in a file that is not of the repository. */
  put(path: string, bytes: Uint8Array): void {
    refuseStrangeNames(path);
    this.files.set(path, bytes);
    this.count(bytes);
  }

  /** Puts another text in the place of a file's. */
  replace(path: string, text: string): void {
    this.files.set(path, new TextEncoder().encode(text));
  }

  /** Writes everything below a folder that is there and empty. */
  async writeTo(folder: string): Promise<void> {
    const made = new Set<string>();
    const make = async (path: string): Promise<void> => {
      if (made.has(path)) return;
      made.add(path);
      await mkdir(join(folder, path), { recursive: true });
    };
    for (const [path, bytes] of this.files) {
      await make(folderOf(path));
      await writeFile(join(folder, path), bytes);
    }
    for (const [path, target] of this.links) {
      await make(folderOf(path));
      await symlink(relative(dirname(join(folder, path)), join(folder, target)) || '.', join(folder, path));
    }
  }

  private async addFile(path: string): Promise<void> {
    if (this.files.has(path)) return;
    refuseStrangeNames(path);
    const bytes = await this.tree.read(path).catch(() => {
      throw new RenderRefusal(`${path} cannot be read: its object is missing, damaged or larger than 256 MB`);
    });
    this.files.set(path, bytes);
    this.count(bytes);
  }

  private count(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    if (this.files.size > MOST_FILES) throw new RenderRefusal(`it takes in more than ${MOST_FILES} files`);
    if (this.bytes > MOST_BYTES) throw new RenderRefusal(`it takes in more than ${MOST_BYTES / 1_000_000} MB`);
  }

  private async followLink(path: string): Promise<string> {
    const written = new TextDecoder().decode(await this.tree.read(path));
    const target = written.startsWith('/') ? undefined : resolvePath(folderOf(path), written);
    if (target === undefined) throw new RenderRefusal(`${path} is a link that leads out of the repository`);
    refuseStrangeNames(path);
    this.links.set(path, target);
    return target;
  }
}

/** A commit that somebody made by hand may hold entries called `..`: git itself would not check them out. */
function refuseStrangeNames(path: string): void {
  const isStrange = path.includes('\0') || path.split('/').some((name) => ['', '.', '..'].includes(name) || name.toLowerCase() === '.git');
  if (isStrange) throw new RenderRefusal(`${JSON.stringify(path)} is no name that git checks out`);
}
