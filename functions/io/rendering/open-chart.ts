import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringifyJson } from '../../core/json.ts';
import type { ResolvedInput } from '../../core/rendering/resolved-input.ts';
import type { HelmRequest } from '../../core/rendering-request.ts';
import type { SourceTree } from '../source-tree.ts';
import { collectChart, type FetchDependency } from './collect-chart.ts';
import { type FetchedChart, fetchChart, hostOfChart, type RemoteChart } from './fetch-chart.ts';
import { describeChart, fetchNeeded, nameOfChart } from './fetch-needed.ts';
import { writeWhole } from './kept-renderings.ts';
import { placeValues } from './place-values.ts';
import { TreeCopy } from './tree-copy.ts';
import type { Workbench } from './workbench.ts';

/** A chart with its values, ready to be rendered. */
export interface OpenedChart {
  readonly copy: TreeCopy;
  /** For Helm. */
  readonly args: readonly string[];
  /** Where its files are in the repository; undefined where it comes from elsewhere. */
  readonly folder: string | undefined;
  /** What its objects are traced to where they cannot be traced further. */
  readonly file: string;
  /** Charts from elsewhere that are part of it. */
  readonly resolved: readonly ResolvedInput[];
}

const ARCHIVE = '.plumbline-chart.tgz';

/** Brings a chart and its values together. Throws RenderRefusal where something is missing, or may not be had. */
export async function openChart(tree: SourceTree, folder: string, request: HelmRequest, bench: Workbench): Promise<OpenedChart> {
  const { chart } = request;
  const capabilities = await bench.capabilities?.();
  const args = async (copy: TreeCopy, name: string, place: string): Promise<readonly string[]> => [
    'template',
    `--namespace=${request.namespace}`,
    ...(request.includeCrds === false ? [] : ['--include-crds']),
    ...(capabilities === undefined ? [] : [`--kube-version=${capabilities.kubeVersion}`]),
    ...(capabilities?.apiVersions ?? []).map((version) => `--api-versions=${version}`),
    ...(await placeValues(copy, folder, request)),
    '--',
    request.releaseName ?? name,
    place,
  ];
  const resolved: ResolvedInput[] = [];
  const own = chart.type === 'path' ? '' : hostOfChart(chart);
  const fetchDependency: FetchDependency = (needed) => fetchNeeded(needed, own, bench, resolved);
  if (chart.type !== 'path') {
    const copy = new TreeCopy(tree);
    const fetched = await keepArchive(chart, bench);
    copy.files.set(ARCHIVE, fetched.archive);
    resolved.push(describeChart(chart, fetched));
    return { copy, args: await args(copy, nameOfChart(chart), ARCHIVE), folder: undefined, file: `${nameOfChart(chart)}.tgz`, resolved };
  }
  const { copy, chart: description } = await collectChart(tree, folder, fetchDependency);
  return {
    copy,
    args: await args(copy, description.name, `./${folder}`),
    folder,
    file: folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`,
    resolved,
  };
}

/** The archive of a chart; one whose digest is pinned is kept, since it is the same for ever. */
async function keepArchive(chart: RemoteChart, bench: Workbench): Promise<FetchedChart> {
  const file = bench.directory !== undefined && chart.digest !== undefined ? join(bench.directory, `${keyOfChart(chart)}.tgz`) : undefined;
  const kept = file === undefined ? undefined : await readFile(file).catch(() => undefined);
  if (kept !== undefined) return { version: chart.version ?? chart.digest ?? '', archive: kept };
  const fetched = await bench.inTurn(() => fetchChart(chart, bench.fetch));
  if (file !== undefined) await writeWhole(file, fetched.archive);
  return fetched;
}

function keyOfChart(chart: RemoteChart): string {
  return createHash('sha256').update(stringifyJson(chart)).digest('hex');
}
