import type { SetAside, UncheckedFile, UncheckedFileReason } from '../core/desired-state.ts';
import { isCandidate } from '../core/manifests/classify-files.ts';
import { IgnoreFiles } from './ignore-files.ts';
import { resolveEntry } from './resolve-entry.ts';
import type { SourceTree, TreeEntry } from './source-tree.ts';

/** The files of a source that may hold manifests, by where they really are (links followed), sorted; and what was not looked at. */
export interface WalkedSource {
  readonly files: readonly string[];
  readonly unchecked: readonly UncheckedFile[];
  readonly setAside: readonly SetAside[];
}

/** Walks everything below the source's path, heeding `.plumblineignore` there and in the folders above. */
export async function walkSource(tree: SourceTree): Promise<WalkedSource> {
  const walk = new SourceWalk(tree);
  const start = await resolveEntry(tree, tree.path);
  if (start.type === 'found') await walk.visit(start.entry, tree.path);
  return walk.close();
}

class SourceWalk {
  private readonly tree: SourceTree;
  private readonly ignores: IgnoreFiles;
  private readonly files = new Set<string>();
  private readonly folders = new Set<string>();
  private readonly unchecked: UncheckedFile[] = [];
  private readonly setAside: SetAside[] = [];

  constructor(tree: SourceTree) {
    this.tree = tree;
    this.ignores = new IgnoreFiles('.plumblineignore', async (path) => {
      const found = await tree.find(path);
      return found?.type === 'file' ? new TextDecoder().decode(await tree.read(path).catch(() => new Uint8Array())) : undefined;
    });
  }

  /** `name` is what the source calls the entry: the link, where one leads there. */
  async visit(entry: TreeEntry, name: string): Promise<void> {
    const isFolder = entry.type === 'folder' || entry.type === 'submodule';
    if (entry.path !== '' && (await this.ignores.test(entry.path, isFolder))) {
      const ignored = isFolder || isCandidate(entry.path);
      if (ignored) this.addSetAside(entry.path + (isFolder ? '/' : ''));
      return;
    }
    switch (entry.type) {
      case 'file':
        return this.visitFile(entry, name);
      case 'folder':
        return this.visitFolder(entry.path);
      case 'link':
        return this.visitLink(entry);
      case 'submodule':
        return this.addGap(entry.path, 'unreadable', 'a submodule, whose files are in another repository; make it a source of its own');
    }
  }

  close(): WalkedSource {
    return { files: [...this.files].sort(), unchecked: this.unchecked, setAside: this.setAside };
  }

  private visitFile(entry: TreeEntry, name: string): void {
    if (isCandidate(entry.path)) this.files.add(entry.path);
    else if (isCandidate(name)) this.addGap(name, 'unreadable', `a link to ${entry.path}, which by its name is neither YAML nor JSON`);
  }

  private async visitFolder(path: string): Promise<void> {
    if (this.folders.has(path)) return;
    this.folders.add(path);
    const entries = await this.tree.list(path).catch(() => undefined);
    if (entries === undefined)
      this.addGap(path || '.', 'unreadable', 'the folder cannot be read: its object is missing or damaged, or the permission is');
    for (const entry of entries ?? []) await this.visit(entry, entry.path);
  }

  private async visitLink(link: TreeEntry): Promise<void> {
    const target = await resolveEntry(this.tree, link.path);
    if (target.type === 'found') await this.visit(target.entry, link.path);
    else if (target.type === 'outside')
      this.addGap(link.path, 'outside-repository', 'a link that leads out of the repository; it is not followed');
    else if (isCandidate(link.path)) this.addGap(link.path, 'unreadable', 'a link to nothing');
  }

  private addGap(file: string, reason: UncheckedFileReason, message: string): void {
    this.unchecked.push({ type: 'file', source: this.tree.revision.source, file, reason, message });
  }

  private addSetAside(file: string): void {
    const message = 'left out by .plumblineignore';
    this.setAside.push({ source: this.tree.revision.source, file, reason: 'ignored', message });
  }
}
