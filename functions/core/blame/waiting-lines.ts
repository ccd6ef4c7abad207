/** Lines of one file that are still asked for: the line (0-based) as it stands at a commit, and the questions that wait for it. */
export type WaitingFile = Map<number, number[]>;

/** Waiting files by folder, so that whole folders pass from a commit to its parent where nothing in them changed. */
export interface WaitingFolder {
  readonly folders: Map<string, WaitingFolder>;
  readonly files: Map<string, WaitingFile>;
}

export function createFolder(): WaitingFolder {
  return { folders: new Map(), files: new Map() };
}

/** Adds lines of a file at a path. What is given is from then on the folder's own. */
export function addFile(root: WaitingFolder, path: string, lines: WaitingFile): void {
  const names = path.split('/');
  const name = names.pop() ?? '';
  joinFile(openFolder(root, names), name, lines);
}

/** Adds a whole folder at a path ('' for the root). What is given is from then on the root's own. */
export function addFolder(root: WaitingFolder, path: string, folder: WaitingFolder): void {
  joinFolder(openFolder(root, path === '' ? [] : path.split('/')), folder);
}

/** All questions that wait in a folder. */
export function listQuestions(folder: WaitingFolder): number[] {
  return [
    ...[...folder.folders.values()].flatMap(listQuestions),
    ...[...folder.files.values()].flatMap((lines) => [...lines.values()].flat()),
  ];
}

/** Adds everything of one folder to another. What is given is from then on the other's own. */
export function joinFolder(target: WaitingFolder, source: WaitingFolder): void {
  for (const [name, folder] of source.folders) {
    const known = target.folders.get(name);
    if (known === undefined) target.folders.set(name, folder);
    else joinFolder(known, folder);
  }
  for (const [name, lines] of source.files) joinFile(target, name, lines);
}

function openFolder(root: WaitingFolder, names: readonly string[]): WaitingFolder {
  let folder = root;
  for (const name of names) {
    const inner = folder.folders.get(name) ?? createFolder();
    folder.folders.set(name, inner);
    folder = inner;
  }
  return folder;
}

function joinFile(folder: WaitingFolder, name: string, lines: WaitingFile): void {
  const known = folder.files.get(name);
  if (known === undefined) folder.files.set(name, lines);
  else for (const [line, questions] of lines) known.set(line, [...(known.get(line) ?? []), ...questions]);
}
