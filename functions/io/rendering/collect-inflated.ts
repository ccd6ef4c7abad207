import { resolvePath } from '../../core/manifests/file-paths.ts';
import type { KustomizationChart } from '../../core/rendering/kustomization-charts.ts';
import { isRemote } from '../../core/rendering/kustomization-references.ts';
import { RenderRefusal } from './render-refusal.ts';
import type { TreeCopy } from './tree-copy.ts';
import { unpackChart } from './unpack-chart.ts';

/** Brings the archive of a chart from elsewhere. Throws RenderRefusal where it may not, or cannot. */
export type FetchInflated = (chart: KustomizationChart & { readonly repository: string }) => Promise<Uint8Array>;

/**
 * Puts the charts of a kustomization where Kustomize looks for them, so that Helm is never told to fetch one: what is vendored there, else what is
 * fetched. Throws RenderRefusal where one cannot be had.
 */
export async function collectInflated(
  copy: TreeCopy,
  folder: string,
  file: string,
  charts: readonly KustomizationChart[],
  fetch: FetchInflated,
): Promise<void> {
  for (const chart of charts) {
    for (const values of chart.valuesFiles) await addValues(copy, folder, file, values);
    const place = chart.folder.startsWith('/') ? undefined : resolvePath(folder, chart.folder);
    if (place === undefined) throw new RenderRefusal(`${file}: the chart ${chart.name} would lie out of the repository`);
    const entry = await copy.add(place);
    if (entry?.type === 'folder') {
      await copy.addFolder(entry.path);
      continue;
    }
    const { repository } = chart;
    if (repository === undefined) throw new RenderRefusal(`${file} needs the chart ${chart.name}, and there is no folder ${place}`);
    const files = await unpackChart(await fetch({ ...chart, repository }), `the chart ${chart.name}`);
    for (const [path, bytes] of files) copy.put(`${place}/${path}`, bytes);
  }
}

async function addValues(copy: TreeCopy, folder: string, file: string, values: string): Promise<void> {
  const target = values.startsWith('/') || isRemote({ path: values, type: 'file' }) ? undefined : resolvePath(folder, values);
  const entry = target === undefined ? undefined : await copy.add(target);
  if (entry?.type !== 'file')
    throw new RenderRefusal(`${file} names the values file ${JSON.stringify(values)}, which is not in the repository`);
}
