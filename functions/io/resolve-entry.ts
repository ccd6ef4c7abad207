import { resolvePath } from '../core/manifests/file-paths.ts';
import type { SourceTree, TreeEntry } from './source-tree.ts';

/** Where a path leads once links are followed: an entry that is no link, nothing, or out of the repository. */
export type ResolvedEntry =
  | { readonly type: 'found'; readonly entry: TreeEntry }
  | { readonly type: 'absent' }
  | { readonly type: 'outside' };

const MAX_LINKS = 40;

/** Follows the links in a path inside the tree, segment by segment; never reads through a link that leads out of the repository. */
export async function resolveEntry(tree: SourceTree, path: string): Promise<ResolvedEntry> {
  let rest = path.split('/').filter((segment) => segment !== '');
  let at: TreeEntry = { path: '', type: 'folder' };
  for (let links = 0; rest.length > 0; ) {
    const [segment, ...after] = rest;
    const entry: TreeEntry | undefined = await tree.find(at.path === '' ? `${segment}` : `${at.path}/${segment}`);
    if (entry === undefined) return { type: 'absent' };
    if (entry.type !== 'link') {
      at = entry;
      rest = after;
      continue;
    }
    if (++links > MAX_LINKS) return { type: 'absent' };
    const target = new TextDecoder().decode(await tree.read(entry.path));
    const resolved = target.startsWith('/') ? undefined : resolvePath(at.path, target);
    if (resolved === undefined) return { type: 'outside' };
    rest = [...resolved.split('/').filter((part) => part !== ''), ...after];
    at = { path: '', type: 'folder' };
  }
  return { type: 'found', entry: at };
}
