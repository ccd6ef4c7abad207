import type { UncheckedFileReason } from '../core/desired-state.ts';
import { MAX_MANIFEST_LENGTH } from '../core/manifests/parse-manifests.ts';
import type { SourceTree } from './source-tree.ts';

/** The text of a file, or why there is none to be had. */
export type FileText =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'gap'; readonly reason: UncheckedFileReason; readonly message: string };

const LFS_POINTER = 'version https://git-lfs.github.com/spec/v1';

/** Reads one file as UTF-8 text. What is no text is named, never thrown: the other files of the source are still read. */
export async function readText(tree: SourceTree, path: string): Promise<FileText> {
  let bytes: Uint8Array;
  try {
    bytes = await tree.read(path);
  } catch {
    return refuse('unreadable', 'it cannot be read: the object is missing or damaged, or the permission is');
  }
  if (bytes.length > MAX_MANIFEST_LENGTH) return refuse('too-large', 'larger than 64 MB; split it or exclude it with .plumblineignore');
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (text.startsWith(LFS_POINTER))
      return refuse('lfs-pointer', 'its content is in Git LFS, which Plumbline does not read; commit it as it is');
    return { type: 'text', text };
  } catch {
    return refuse('not-utf8', 'it is no UTF-8 text; save it as UTF-8');
  }
}

function refuse(reason: UncheckedFileReason, message: string): FileText {
  return { type: 'gap', reason, message };
}
