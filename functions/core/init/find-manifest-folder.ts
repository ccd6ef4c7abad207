import { folderOf, isBelow } from '../manifests/file-paths.ts';

/** Folders whose manifests are seldom what a cluster gets. */
const ASIDE = /(^|\/)(tests?|testdata|fixtures|e2e|docs?|examples?|samples?|vendor|node_modules|hack|\.[^/]+)(\/|$)/i;

/** Where the manifests of a repository are. */
export interface ManifestPlace {
  /** The one folder that all of them are in; '' where only the root is. */
  readonly folder: string;
  /** Folders of the first level that hold some, tests and examples left out; sorted. */
  readonly among: readonly string[];
}

/** True for a file in a folder whose manifests are seldom what a cluster gets: tests, examples, documentation. */
export function isAside(file: string): boolean {
  return ASIDE.test(folderOf(file));
}

/** Finds the folder of these files, tests and examples left out where there are others. Undefined where there is no file. */
export function findManifestFolder(files: readonly string[]): ManifestPlace | undefined {
  const usual = files.filter((file) => !isAside(file));
  const folders = [...new Set((usual.length > 0 ? usual : files).map(folderOf))].sort();
  const [first] = folders;
  if (first === undefined) return undefined;
  let folder = first;
  while (!folders.every((each) => isBelow(each, folder))) folder = folderOf(folder);
  return { folder, among: [...new Set(folders.map((each) => each.split('/')[0] ?? ''))].sort() };
}
