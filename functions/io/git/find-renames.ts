import { chooseRename, type RenameCandidate } from '../../core/blame/choose-rename.ts';
import { summarizeText, type TextSummary } from '../../core/blame/measure-similarity.ts';
import type { GitEntry } from './git-objects.ts';
import type { HistoryReader } from './history-reader.ts';

/** Comparisons of two files in one walk: about a second. */
const MOST_COMPARISONS = 100_000;

/** What a file was called before. `unknown`: what would tell is not there, or there is too much to compare. */
export type RenameFound = { readonly type: 'renamed'; readonly path: string; readonly oid: string } | { readonly type: 'none' | 'unknown' };

/** Looks for earlier names of files that a commit added. One finder serves a whole walk. */
export class RenameFinder {
  private readonly reader: HistoryReader;
  private removed: { readonly trees: string; readonly files: readonly RenameCandidate[] | undefined } | undefined;
  private left = MOST_COMPARISONS;

  constructor(reader: HistoryReader) {
    this.reader = reader;
  }

  /** `tree` and `parentTree` are those of the commit that added the file, and of its parent. */
  find(path: string, oid: string, tree: string, parentTree: string): RenameFound {
    const removed = this.listRemoved(parentTree, tree);
    if (removed === undefined) return { type: 'unknown' };
    const isSame = removed.some((file) => file.oid === oid);
    if (!isSame && removed.length > this.left) return { type: 'unknown' };
    if (!isSame) this.left -= removed.length;
    const found = chooseRename(this.describe(path, oid), removed);
    return found === undefined ? { type: 'none' } : { type: 'renamed', path: found.path, oid: found.oid };
  }

  // Files that one commit moves are asked for one after the other.
  private listRemoved(parentTree: string, tree: string): readonly RenameCandidate[] | undefined {
    const trees = `${parentTree} ${tree}`;
    if (this.removed?.trees !== trees) {
      const files: RenameCandidate[] = [];
      this.removed = { trees, files: this.collect(parentTree, tree, '', files) ? files : undefined };
    }
    return this.removed.files;
  }

  /** False where a tree is not there. */
  private collect(parentTree: string, tree: string | undefined, folder: string, files: RenameCandidate[]): boolean {
    if (parentTree === tree) return true;
    const earlier = this.reader.findTree(parentTree);
    const later = tree === undefined ? new Map<string, GitEntry>() : this.reader.findTree(tree);
    if (earlier === undefined || later === undefined) return false;
    for (const entry of earlier.values()) {
      const kept = later.get(entry.name);
      const path = folder + entry.name;
      if (entry.mode === '40000') {
        if (!this.collect(entry.oid, kept?.mode === '40000' ? kept.oid : undefined, `${path}/`, files)) return false;
      } else if (isFile(entry) && (kept === undefined || kept.mode === '40000')) files.push(this.describe(path, entry.oid));
    }
    return true;
  }

  private describe(path: string, oid: string): RenameCandidate {
    let summary: { readonly of: TextSummary | undefined } | undefined;
    return {
      path,
      oid,
      summarize: () => {
        summary ??= { of: this.summarize(oid) };
        return summary.of;
      },
    };
  }

  private summarize(oid: string): TextSummary | undefined {
    const text = this.reader.findText(oid);
    return text === undefined ? undefined : summarizeText(text);
  }
}

/** Neither a folder nor a link nor a submodule. */
export function isFile({ mode }: GitEntry): boolean {
  return mode.startsWith('100');
}
