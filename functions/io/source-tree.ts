import type { Revision } from '../core/desired-state.ts';
import type { Blame } from '../core/difference.ts';

/** One entry of a folder. `path` from the root of the repository, with `/`. */
export interface TreeEntry {
  readonly path: string;
  readonly type: 'file' | 'folder' | 'link' | 'submodule';
}

/** The text of a file as it was at an earlier commit. `committedAt` is RFC 3339. */
export interface FileVersion {
  readonly commit: string;
  readonly committedAt: string;
  readonly text: string;
}

/** Asks which commit last set a line (1-based) of a file, the file from the root; with `endLine` any line up to that one. */
export interface LineQuestion {
  readonly file: string;
  readonly line: number;
  readonly endLine?: number;
}

/** The files of one source at one revision, whether they come from a commit or from a folder on disk. Nothing is checked out. */
export interface SourceTree {
  readonly revision: Revision;
  /** The file or folder that the source names, from the root; '' for the root. */
  readonly path: string;
  /** The entry at a path, not following links; undefined where there is none. */
  find(path: string): Promise<TreeEntry | undefined>;
  /** What lies directly in a folder, sorted by path. */
  list(folder: string): Promise<readonly TreeEntry[]>;
  /** Content of a file, or the target that a link holds. */
  read(path: string): Promise<Uint8Array>;
  /** Texts of one file in earlier commits that are there locally, newest first, each different from the one before. */
  readHistory(path: string, commits: number): Promise<readonly FileVersion[]>;
  /** The commits that last set lines, as far as history is there locally: one walk for all of them. One answer each, undefined where there is none. */
  blame(questions: readonly LineQuestion[]): Promise<readonly (Blame | undefined)[]>;
}
