import { folderOf, resolvePath } from '../../core/manifests/file-paths.ts';
import { type ChartDependency, type ChartDescription, parseChart, parseChartLock } from '../../core/rendering/parse-chart.ts';
import type { SourceTree } from '../source-tree.ts';
import { RenderRefusal } from './render-refusal.ts';
import { TreeCopy } from './tree-copy.ts';

/** Charts that need charts that need charts. */
const DEEPEST = 10;

/** Brings a chart from elsewhere, as an archive. Throws RenderRefusal where it may not, or cannot. */
export type FetchDependency = (dependency: ChartDependency & { readonly repository: string }) => Promise<Uint8Array>;

/** The chart in a folder, with all it needs. */
export async function collectChart(
  tree: SourceTree,
  folder: string,
  fetchDependency: FetchDependency,
): Promise<{ readonly copy: TreeCopy; readonly chart: ChartDescription }> {
  const copy = new TreeCopy(tree);
  const found = folder === '' ? 'folder' : (await copy.add(folder))?.type;
  if (found !== 'folder') throw new RenderRefusal(`${folder} is no folder`);
  await copy.addFolder(folder);
  const chart = readChart(copy, folder);
  if (chart === undefined) throw new RenderRefusal(`${folder || '.'} has no Chart.yaml with a name`);
  if (chart.isLibrary) throw new RenderRefusal('it is a library, which others include and nobody installs');
  await completeChart(copy, folder, fetchDependency, DEEPEST);
  return { copy, chart };
}

async function completeChart(copy: TreeCopy, folder: string, fetchDependency: FetchDependency, depth: number): Promise<void> {
  if (depth === 0) throw new RenderRefusal(`${folder} needs itself`);
  const chart = readChart(copy, folder);
  const versions = parseChartLock(textOf(copy, below(folder, 'Chart.lock')) || textOf(copy, below(folder, 'requirements.lock')));
  for (const dependency of chart?.dependencies ?? []) {
    if (isVendored(copy, folder, dependency.name)) continue;
    const { name, repository } = dependency;
    if (repository === undefined || repository === '') continue;
    const target = below(folder, `charts/${name}`);
    if (repository.startsWith('file://')) await copyDependency(copy, folder, repository, target, fetchDependency, depth);
    else {
      const version = versions.get(name) ?? dependency.version;
      copy.files.set(`${target}-${version.replaceAll(/[^\w.+-]/g, '_')}.tgz`, await fetchDependency({ name, version, repository }));
    }
  }
}

async function copyDependency(
  copy: TreeCopy,
  folder: string,
  repository: string,
  target: string,
  fetchDependency: FetchDependency,
  depth: number,
): Promise<void> {
  const path = repository.slice('file://'.length);
  const from = path.startsWith('/') ? undefined : resolvePath(folder, path);
  if (from === undefined) throw new RenderRefusal(`${folder || '.'} needs ${repository}, which leads out of the repository`);
  if ((await copy.add(from))?.type !== 'folder') throw new RenderRefusal(`${folder || '.'} needs ${repository}, which is not there`);
  await copy.addFolder(from);
  await completeChart(copy, from, fetchDependency, depth - 1);
  for (const [file, bytes] of [...copy.files]) {
    if (file.startsWith(`${from}/`) && !file.startsWith(`${target}/`)) copy.files.set(`${target}/${file.slice(from.length + 1)}`, bytes);
  }
}

function isVendored(copy: TreeCopy, folder: string, name: string): boolean {
  const start = below(folder, `charts/${name}`);
  for (const file of copy.files.keys()) {
    if (file.startsWith(`${start}/`) || (file.startsWith(`${start}-`) && file.endsWith('.tgz') && folderOf(file) === folderOf(start)))
      return true;
  }
  return copy.links.has(start);
}

function readChart(copy: TreeCopy, folder: string): ChartDescription | undefined {
  return parseChart(textOf(copy, below(folder, 'Chart.yaml')), textOf(copy, below(folder, 'requirements.yaml')));
}

function textOf(copy: TreeCopy, file: string): string {
  return new TextDecoder().decode(copy.files.get(file) ?? new Uint8Array());
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
