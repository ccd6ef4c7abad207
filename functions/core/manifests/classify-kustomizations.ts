import type { SetAside } from '../desired-state.ts';
import type { FileClaims, FolderToRender } from './classify-files.ts';
import { folderOf, resolvePath } from './file-paths.ts';
import type { Kustomization } from './parse-kustomization.ts';

interface Folder {
  readonly file: string;
  readonly kustomization: Kustomization;
  /** Files and folders it lists, from the root. */
  readonly listed: ReadonlySet<string>;
  /** What it lists and nobody can read: outside the source, absent, or remote. */
  readonly unreachable: readonly string[];
}

/**
 * Claims what kustomizations govern. One that only lists resources delivers its files as they stand: those are compared. One that changes
 * them, or lists what lies elsewhere in the repository, is to be built, and what it takes in (its folder, its bases) is set aside.
 */
export function classifyKustomizations(files: readonly string[], kustomizations: ReadonlyMap<string, Kustomization>): FileClaims {
  const folders = findFolders(files, kustomizations);
  const absorbed = findAbsorbed(folders);
  const setAside = new Map<string, Pick<SetAside, 'reason' | 'message'>>();
  const unchecked = new Map<string, string>();
  const note = (file: string, message: string): void => void setAside.set(file, { reason: 'kustomization', message });

  for (const file of files) {
    const folder = findGovernor(folders, file);
    if (kustomizations.has(file)) note(file, 'tells kustomize what to deliver');
    else if (absorbed.has(file)) note(file, 'taken in by a kustomization that changes it');
    else if (folder === undefined) continue;
    else if (folder.kustomization.component || isBuilt(folder) || absorbed.has(folderOf(folder.file))) {
      note(file, `governed by ${folder.file}, which changes what it delivers`);
    } else if (!folder.listed.has(file)) note(file, `not listed in ${folder.file}, so not delivered`);
  }
  const render: FolderToRender[] = [];
  for (const [name, folder] of folders) {
    if (folder.kustomization.component || absorbed.has(name)) continue;
    if (isBuilt(folder)) render.push({ file: folder.file, what: `a kustomization ${describeBuild(folder)}` });
    else if (folder.kustomization.remote.length > 0) {
      unchecked.set(
        folder.file,
        'a kustomization with resources from elsewhere, which are not fetched: keep a copy of them in the repository',
      );
    }
  }
  return { setAside, render, unchecked };
}

/** True where the files as they stand are not, or not all of, what is delivered. */
function isBuilt({ kustomization, unreachable }: Folder): boolean {
  return kustomization.changes.length > 0 || (unreachable.length > 0 && kustomization.remote.length === 0);
}

function describeBuild({ kustomization, unreachable }: Folder): string {
  if (kustomization.changes.length > 0) return `with ${kustomization.changes.join(', ')}`;
  return `that lists what is not below the path (${unreachable.join(', ')})`;
}

function findFolders(files: readonly string[], kustomizations: ReadonlyMap<string, Kustomization>): Map<string, Folder> {
  const known = new Set([...files, ...Array.from(kustomizations.keys(), folderOf)]);
  const folders = new Map<string, Folder>();
  for (const [file, kustomization] of kustomizations) {
    const folder = folderOf(file);
    const listed = kustomization.resources.map((entry) => ({ entry, path: resolvePath(folder, entry) }));
    folders.set(folder, {
      file,
      kustomization,
      listed: new Set(listed.flatMap(({ path }) => path ?? [])),
      unreachable: listed.filter(({ path }) => path === undefined || !known.has(path)).map(({ entry }) => entry),
    });
  }
  return folders;
}

/** Files and folders that a kustomization to be built takes in, directly or through others. */
function findAbsorbed(folders: ReadonlyMap<string, Folder>): ReadonlySet<string> {
  const absorbed = new Set<string>();
  const absorb = (folder: Folder): void => {
    for (const path of folder.listed) {
      if (absorbed.has(path)) continue;
      absorbed.add(path);
      const next = folders.get(path);
      if (next) absorb(next);
    }
  };
  for (const folder of folders.values()) if (isBuilt(folder)) absorb(folder);
  return absorbed;
}

/** The nearest folder above the file that has a kustomization. */
function findGovernor(folders: ReadonlyMap<string, Folder>, file: string): Folder | undefined {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const found = folders.get(folder);
    if (found || folder === '') return found;
  }
}
