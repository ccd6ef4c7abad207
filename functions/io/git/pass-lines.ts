import { findParentLines } from '../../core/blame/find-parent-lines.ts';
import { addFile, addFolder, createFolder, listQuestions, type WaitingFile, type WaitingFolder } from '../../core/blame/waiting-lines.ts';
import { isFile, type RenameFinder } from './find-renames.ts';
import type { GitEntry } from './git-objects.ts';
import type { HistoryReader } from './history-reader.ts';

/** Where questions go from a commit: to each of its parents, or nowhere. */
export interface PassedLines {
  readonly toParents: readonly WaitingFolder[];
  /** Questions that this commit answers. */
  readonly answered: readonly number[];
  /** Questions about files that are not there, of this commit or of a parent. */
  readonly unreadable: readonly number[];
}

/** Passes what is asked of a commit's files to its parents: whole where a parent has the very same file, else line by line, in the order of the parents. */
export function passLines(
  reader: HistoryReader,
  renames: RenameFinder,
  waiting: WaitingFolder,
  tree: string,
  parentTrees: readonly string[],
): PassedLines {
  const toParents = parentTrees.map(createFolder);
  const answered: number[] = [];
  const unreadable: number[] = [];
  passFolder(waiting, '', tree, parentTrees);
  return { toParents, answered, unreadable };

  function passFolder(folder: WaitingFolder, path: string, own: string, parents: readonly (string | undefined)[]): void {
    // A later parent may take a folder whole only where no earlier one has any of it.
    const first = parents.findIndex((parent) => parent !== undefined);
    const target = parents[first] === own ? toParents[first] : undefined;
    if (target) {
      addFolder(target, path, folder);
      return;
    }
    const entries = reader.findTree(own);
    const earlier = parents.map((parent) => (parent === undefined ? new Map<string, GitEntry>() : reader.findTree(parent)));
    if (entries === undefined || earlier.includes(undefined)) {
      giveUp(folder);
      return;
    }
    const prefix = path === '' ? '' : `${path}/`;
    for (const [name, inner] of folder.folders) {
      const entry = entries.get(name);
      const before = earlier.map((each) => (each?.get(name)?.mode === '40000' ? each.get(name)?.oid : undefined));
      if (entry === undefined) giveUp(inner);
      else passFolder(inner, prefix + name, entry.oid, before);
    }
    for (const [name, lines] of folder.files) {
      const entry = entries.get(name);
      const before = earlier.map((each) => each?.get(name));
      if (entry === undefined) unreadable.push(...[...lines.values()].flat());
      else passFile(lines, prefix + name, entry.oid, before);
    }
  }

  function passFile(lines: WaitingFile, path: string, oid: string, entries: readonly (GitEntry | undefined)[]): void {
    const origins: { readonly parent: number; readonly path: string; readonly oid: string }[] = [];
    for (const [parent, entry] of entries.entries()) if (entry && isFile(entry)) origins.push({ parent, path, oid: entry.oid });
    let isKnown = true;
    if (!origins.some((origin) => origin.oid === oid)) {
      for (const [parent, entry] of entries.entries()) {
        if (entry !== undefined && entry.mode !== '40000') continue;
        const found = renames.find(path, oid, tree, parentTrees[parent] ?? '');
        if (found.type === 'unknown') isKnown = false;
        if (found.type === 'renamed') origins.push({ parent, path: found.path, oid: found.oid });
      }
    }
    const same = origins.find((origin) => origin.oid === oid);
    const target = same && toParents[same.parent];
    if (same && target) {
      addFile(target, same.path, lines);
      return;
    }
    let left = lines;
    const seen = new Set<string>();
    const text = origins.length === 0 ? '' : reader.findText(oid);
    for (const origin of origins.sort((a, b) => a.parent - b.parent)) {
      const to = toParents[origin.parent];
      if (seen.has(origin.oid) || left.size === 0 || to === undefined) continue;
      seen.add(origin.oid);
      const before = reader.findText(origin.oid);
      if (text === undefined || before === undefined) {
        isKnown = false;
        continue;
      }
      const { passed, stays } = splitLines(left, findParentLines(before, text));
      if (passed.size > 0) addFile(to, origin.path, passed);
      left = stays;
    }
    (isKnown ? answered : unreadable).push(...[...left.values()].flat());
  }

  function giveUp(folder: WaitingFolder): void {
    unreadable.push(...listQuestions(folder));
  }
}

function splitLines(lines: WaitingFile, parentLine: (line: number) => number | undefined): { passed: WaitingFile; stays: WaitingFile } {
  const passed: WaitingFile = new Map();
  const stays: WaitingFile = new Map();
  for (const [line, questions] of lines) {
    const before = parentLine(line);
    if (before === undefined) stays.set(line, questions);
    else passed.set(before, questions);
  }
  return { passed, stays };
}
