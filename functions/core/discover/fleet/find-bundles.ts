import { baseNameOf, folderOf, isBelow, resolvePath } from '../../manifests/file-paths.ts';
import { matchesPath } from '../generators/match-path.ts';

/** A folder that Fleet makes a bundle of. Paths from the root of the repository. */
export interface BundleFolder {
  readonly folder: string;
  /** Its fleet.yaml; absent: there is none. */
  readonly options?: string;
  /** Folders below it that are bundles of their own. */
  readonly inner: readonly string[];
}

/**
 * The bundles below `paths` (fleet:internal/cmd/cli/apply, CreateBundles): every folder with a fleet.yaml, and the path itself where something lies
 * below it that belongs to none of them. Sorted by folder.
 */
export function findBundles(paths: readonly string[], files: readonly string[], folders: readonly string[]): readonly BundleFolder[] {
  const options = new Map<string, string>();
  for (const file of [...files].sort()) {
    const name = baseNameOf(file);
    if (name === 'fleet.yaml' || (name === 'fleet.yml' && !options.has(folderOf(file)))) options.set(folderOf(file), file);
  }
  const known = ['', ...folders];
  const roots = (paths.length === 0 ? ['/'] : paths).flatMap((path) => {
    const plain = resolvePath('', path.replace(/^\/+/, ''));
    if (plain === undefined) return [];
    return /[*?[\]\\]/.test(plain) ? known.filter((folder) => matchesPath(plain, folder)) : known.filter((folder) => folder === plain);
  });
  const found = new Set(
    roots.flatMap((root) => [
      ...[...options.keys()].filter((folder) => isBelow(folder, root)),
      ...(options.has(root) || !hasOwnManifests(root, files, options) ? [] : [root]),
    ]),
  );
  return [...found].sort().map((folder) => {
    const file = options.get(folder);
    const inner = [...options.keys()].filter((other) => other !== folder && isBelow(other, folder)).sort();
    return { folder, inner, ...(file === undefined ? {} : { options: file }) };
  });
}

function hasOwnManifests(root: string, files: readonly string[], options: ReadonlyMap<string, string>): boolean {
  const isOwned = (folder: string): boolean => {
    for (let at = folder; ; at = folderOf(at)) {
      if (options.has(at)) return true;
      if (at === root || at === '') return false;
    }
  };
  return files.some((file) => /\.ya?ml$/.test(file) && isBelow(folderOf(file), root) && !isOwned(folderOf(file)));
}
