import { baseNameOf, folderOf, isBelow } from '../../manifests/file-paths.ts';
import type { PlainRequest } from '../../rendering-request.ts';

/** What lies in a bundle: paths from its folder. */
export interface BundleFiles {
  readonly files: readonly string[];
  /** Folders that are bundles of their own. */
  readonly inner: readonly string[];
  /** Patterns of `.fleetignore`. */
  readonly ignored: readonly string[];
}

/**
 * Plain manifests of a bundle (fleet:internal/helmdeployer/render): all files but those of charts and bundles inside it, hidden ones and `overlays/`;
 * a file of a named overlay stands in place of the one of its name.
 */
export function selectManifests(
  { files, inner, ignored }: BundleFiles,
  overlays: readonly string[],
): { readonly request: PlainRequest; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const charts = files.filter((file) => baseNameOf(file) === 'Chart.yaml').map(folderOf);
  const named = new Set(overlays);
  const others = new Set(files.flatMap((file) => /^overlays\/([^/]+)\//.exec(file)?.[1] ?? []).filter((name) => !named.has(name)));
  const replaced: string[] = [];
  const seen = new Set<string>();
  for (const overlay of [...overlays].reverse()) {
    const folder = `overlays/${overlay}`;
    for (const file of files.filter((path) => isBelow(path, folder))) {
      const target = file.slice(folder.length + 1);
      if (baseNameOf(file).includes('_patch.')) problems.push(`${file} patches a file, which is not followed`);
      else if (seen.has(target)) replaced.push(file);
      else if (files.includes(target)) replaced.push(target);
      seen.add(target);
    }
  }
  if (files.some((file) => /^templates\/.*\.(ya?ml|json)$/.test(file)))
    problems.push('its folder templates/ is rendered as that of a chart, which is not followed');
  const exclude = [
    ...[...inner, ...charts, ...[...others].map((name) => `overlays/${name}`)].map((folder) => `${folder}/**`),
    ...replaced,
    'fleet.yaml',
    'fleet.yml',
    '**/.*',
    '**/.*/**',
    ...ignored,
  ];
  const odd = [...inner, ...charts, ...others, ...replaced].find((path) => /[*?{}]/.test(path));
  if (odd !== undefined) problems.push(`the name ${odd} cannot be told from a pattern`);
  return { request: { type: 'plain', exclude: [...new Set(exclude)].sort() }, problems };
}
