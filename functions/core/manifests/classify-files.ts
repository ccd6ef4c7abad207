import type { SetAside, UncheckedFile } from '../desired-state.ts';
import { classifyCharts } from './classify-charts.ts';
import { classifyKustomizations } from './classify-kustomizations.ts';
import { baseNameOf, folderOf, resolvePath } from './file-paths.ts';
import type { Kustomization } from './parse-kustomization.ts';

/** What to do with each file of a source before any but the kustomization files is read. */
export interface ClassifiedFiles {
  /** To be read as manifests. */
  readonly manifests: readonly string[];
  readonly setAside: readonly SetAside[];
  /** Kustomizations to build: those that change their files and that no other takes in. */
  readonly kustomizations: readonly FolderToRender[];
  /** Charts, but for those inside another. */
  readonly charts: readonly FolderToRender[];
  readonly unchecked: readonly UncheckedFile[];
}

/** A folder whose files are not what the cluster gets. `file` is its kustomization or its Chart.yaml; `what` is a noun with the reason. */
export interface FolderToRender {
  readonly file: string;
  readonly what: string;
}

/** What one recognizer says: a note for a file it claims, folders to render, a gap for what it cannot. */
export interface FileClaims {
  readonly setAside: ReadonlyMap<string, Pick<SetAside, 'reason' | 'message'>>;
  readonly render: readonly FolderToRender[];
  readonly unchecked: ReadonlyMap<string, string>;
}

const MANIFEST_NAME = /\.(?:ya?ml|json)$/i;
const KUSTOMIZATION_NAME = /^(?:kustomization\.ya?ml|Kustomization)$/;
const TOOL_FOLDER = /(?:^|\/)\.(?:github|gitlab|circleci|vscode|idea|devcontainer|husky)\//;
const TOOL_FILE =
  /^(?:\.sops\.ya?ml|\..*\.ya?ml|package(?:-lock)?\.json|tsconfig.*\.json|skaffold\.ya?ml|docker-compose.*\.ya?ml|compose\.ya?ml|renovate\.json|mkdocs\.ya?ml)$/i;

/** True for the names that kustomize looks for. */
export function isKustomizationFile(path: string): boolean {
  return KUSTOMIZATION_NAME.test(baseNameOf(path));
}

/** True for a file that may hold manifests, or that says how others are rendered. */
export function isCandidate(path: string): boolean {
  return MANIFEST_NAME.test(path) || isKustomizationFile(path);
}

/**
 * Sorts the files of one source into those read as plain manifests, those set aside, and folders that must be rendered: a Helm chart, or a
 * kustomization that changes its files, whose files are not what the cluster gets.
 */
export function classifyFiles(
  source: string,
  files: readonly string[],
  kustomizations: ReadonlyMap<string, Kustomization>,
): ClassifiedFiles {
  const charts = classifyCharts(files);
  const built = classifyKustomizations(files, kustomizations);
  const claims = [charts, built, classifyToolFiles(files)];
  const manifests: string[] = [];
  const setAside: SetAside[] = [];
  for (const file of files) {
    const claim = claims.map((one) => one.setAside.get(file)).find((one) => one !== undefined);
    if (claim) setAside.push({ source, file, ...claim });
    else if (MANIFEST_NAME.test(file)) manifests.push(file);
  }
  const unchecked = claims.flatMap((one) =>
    Array.from(one.unchecked, ([file, message]): UncheckedFile => ({ type: 'file', source, file, reason: 'not-rendered', message })),
  );
  // What a kustomization inflates is rendered with it.
  const inflated = new Set(
    [...kustomizations].flatMap(([file, { charts: folders }]) => folders.map((folder) => resolvePath(folderOf(file), folder))),
  );
  const alone = charts.render.filter(({ file }) => !inflated.has(folderOf(file)));
  return { manifests, setAside, kustomizations: built.render, charts: alone, unchecked };
}

function classifyToolFiles(files: readonly string[]): FileClaims {
  const setAside = new Map<string, Pick<SetAside, 'reason' | 'message'>>();
  for (const file of files) {
    if (!TOOL_FOLDER.test(`/${file}`) && !TOOL_FILE.test(baseNameOf(file))) continue;
    setAside.set(file, { reason: 'not-a-manifest', message: 'a configuration file of another tool, by its name' });
  }
  return { setAside, render: [], unchecked: new Map() };
}
