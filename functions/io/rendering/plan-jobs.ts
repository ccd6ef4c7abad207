import type { SourceRef } from '../../core/check.ts';
import type { SetAside, UncheckedFile } from '../../core/desired-state.ts';
import { type ClassifiedFiles, classifyFiles, isKustomizationFile } from '../../core/manifests/classify-files.ts';
import { baseNameOf, folderOf } from '../../core/manifests/file-paths.ts';
import { type Kustomization, parseKustomization } from '../../core/manifests/parse-kustomization.ts';
import { selectFiles } from '../../core/rendering/select-files.ts';
import type { RenderingRequest } from '../../core/rendering-request.ts';
import type { RenderJob } from '../desired/rendering.ts';
import { readText } from '../read-text.ts';
import { resolveEntry } from '../resolve-entry.ts';
import type { SourceTree } from '../source-tree.ts';
import { type WalkedSource, walkSource } from '../walk-source.ts';

/** What is to be rendered of a source, and what is not looked at. */
export interface PlannedJobs {
  readonly jobs: readonly RenderJob[];
  readonly setAside: readonly SetAside[];
  readonly unchecked: readonly UncheckedFile[];
}

/** Plans what a source asks for, or else what lies there asks for. */
export async function planJobs(source: SourceRef, tree: SourceTree): Promise<PlannedJobs> {
  const { rendering } = source;
  if (rendering === undefined) return planByFiles(source, tree);
  const folder = await findFolder(tree);
  switch (rendering.type) {
    case 'plain':
      return planPlain(tree, rendering);
    case 'kustomize':
      return alone({ type: 'kustomize', folder, file: folder || '.', what: 'the kustomization', request: rendering });
    case 'helm':
      return alone({ type: 'helm', folder, file: folder || '.', what: 'the chart', request: rendering });
  }
}

function alone(job: RenderJob): PlannedJobs {
  return { jobs: [job], setAside: [], unchecked: [] };
}

async function findFolder(tree: SourceTree): Promise<string> {
  const found = await resolveEntry(tree, tree.path);
  if (found.type !== 'found') return tree.path;
  return found.entry.type === 'file' ? folderOf(found.entry.path) : found.entry.path;
}

async function planPlain(tree: SourceTree, request: RenderingRequest & { readonly type: 'plain' }): Promise<PlannedJobs> {
  const { files, setAside, unchecked } = await walkSource(tree);
  const manifests = files.filter((file) => !isKustomizationFile(file) || /\.ya?ml$/.test(file));
  return { jobs: [{ type: 'plain', files: selectFiles(manifests, tree.path, request) }], setAside, unchecked };
}

async function planByFiles(source: SourceRef, tree: SourceTree): Promise<PlannedJobs> {
  const walked: WalkedSource = await walkSource(tree);
  const classified = classifyFiles(source.id, walked.files, await readKustomizations(tree, walked.files));
  const folder = await findFolder(tree);
  const charts = await planCharts(source, tree, folder, classified);
  const jobs: RenderJob[] = [
    { type: 'plain', files: classified.manifests },
    ...classified.kustomizations.map(
      ({ file, what }): RenderJob => ({ type: 'kustomize', folder: folderOf(file), file, what, request: { type: 'kustomize' } }),
    ),
    ...charts.jobs,
  ];
  return {
    jobs,
    setAside: [...walked.setAside, ...classified.setAside],
    unchecked: [...walked.unchecked, ...classified.unchecked, ...charts.unchecked],
  };
}

/** The chart that the source itself is, is rendered as it stands; of one among other files nobody knows the release, nor the values. */
async function planCharts(
  source: SourceRef,
  tree: SourceTree,
  folder: string,
  { charts }: ClassifiedFiles,
): Promise<{ readonly jobs: readonly RenderJob[]; readonly unchecked: readonly UncheckedFile[] }> {
  const jobs: RenderJob[] = [];
  const unchecked: UncheckedFile[] = [];
  for (const { file, what } of charts) {
    if (folderOf(file) !== folder) {
      const message = `${what} among other files: make it a source of its own, with its path and its values, or exclude it with .plumblineignore`;
      unchecked.push({ type: 'file', source: source.id, file, reason: 'not-rendered', message });
      continue;
    }
    const releaseName = await readChartName(tree, file);
    jobs.push({
      type: 'helm',
      folder,
      file,
      what,
      request: { type: 'helm', chart: { type: 'path' }, releaseName, namespace: source.defaultNamespace, valuesFiles: [] },
    });
  }
  return { jobs, unchecked };
}

async function readChartName(tree: SourceTree, file: string): Promise<string> {
  const read = await readText(tree, file);
  const name = read.type === 'text' ? /^name:\s*["']?([\w.-]+)/m.exec(read.text)?.[1] : undefined;
  return name ?? baseNameOf(folderOf(file));
}

async function readKustomizations(tree: SourceTree, files: readonly string[]): Promise<Map<string, Kustomization>> {
  const kustomizations = new Map<string, Kustomization>();
  for (const file of files.filter(isKustomizationFile)) {
    const read = await readText(tree, file);
    const kustomization = parseKustomization(read.type === 'text' ? read.text : '{');
    if (kustomization) kustomizations.set(file, kustomization);
  }
  return kustomizations;
}
