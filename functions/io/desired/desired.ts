import type { SourceRef } from '../../core/check.ts';
import type { IgnoreRule } from '../../core/config/ignore-rule.ts';
import type { DesiredObject, DesiredState, Revision, SetAside, UncheckedFile } from '../../core/desired-state.ts';
import type { Blame } from '../../core/difference.ts';
import { PlumblineError } from '../../core/errors.ts';
import { compareText } from '../../core/kube-object.ts';
import { findOverlaps } from '../../core/rendering/find-overlaps.ts';
import { type ResolvedInput, sortInputs } from '../../core/rendering/resolved-input.ts';
import type { HelmRequest, KustomizeRequest } from '../../core/rendering-request.ts';
import type { Advice } from '../../core/report.ts';
import { createEditedTree } from '../edited-tree.ts';
import { createEmptyTree, needsNoRepository } from '../empty-tree.ts';
import type { GitCredentials } from '../git/git-credentials.ts';
import { type OpenOptions, openSource } from '../git-source.ts';
import type { CollectedKustomization } from '../rendering/collect-kustomization.ts';
import { planJobs } from '../rendering/plan-jobs.ts';
import type { ChartToProbe } from '../rendering/probe-values.ts';
import { rememberObjects } from '../rendering/remember-objects.ts';
import type { Workbench } from '../rendering/workbench.ts';
import { openEncrypted } from '../sops/open-encrypted.ts';
import type { ReadDataKey } from '../sops/read-data-key.ts';
import type { FileVersion, LineQuestion, SourceTree } from '../source-tree.ts';
import { buildSources, type DeclareWith } from './build-sources.ts';
import { renderHelm } from './helm.ts';
import { renderKustomize } from './kustomize.ts';
import { renderPlain } from './plain.ts';
import type { Rendered, RenderJob, RenderPlace } from './rendering.ts';

/** Every way of rendering. */
function render(job: RenderJob, place: RenderPlace): Promise<Rendered> {
  switch (job.type) {
    case 'plain':
      return renderPlain(job, place);
    case 'kustomize':
      return renderKustomize(job, place);
    case 'helm':
      return renderHelm(job, place);
  }
}

/** How sources are opened. Each gets its own credentials, so that no host is shown what is meant for another. */
export interface ReadOptions extends Omit<OpenOptions, 'credentials'> {
  readonly credentialsFor?: (source: SourceRef) => Promise<GitCredentials | undefined>;
  /** What charts and kustomizations are rendered with. Absent: they are named as gaps. */
  readonly bench?: Workbench | undefined;
  /** Who decrypts what SOPS encrypts; absent: it stays encrypted. */
  readonly readDataKey?: ReadDataKey;
}

/** The files behind a desired state, to be read again for lines and for earlier values. */
export interface DesiredSources {
  /** The text of a file, or undefined where it cannot be read as text. */
  readText(source: string, file: string): Promise<string | undefined>;
  /** Everything that an object was built of with Kustomize; undefined where that cannot be had any more. */
  collect(source: string, folder: string, request: KustomizeRequest): Promise<CollectedKustomization | undefined>;
  /** The chart that an object was rendered from, to be rendered with other arguments; undefined where it cannot be had any more. */
  openChart(source: string, folder: string, request: HelmRequest): Promise<ChartToProbe | undefined>;
  /** Earlier texts of a file, newest first, in up to `commits` commits that are there locally. */
  readHistory(source: string, file: string, commits?: number): Promise<readonly FileVersion[]>;
  /** What a source would declare with some of its files replaced, by their paths; undefined where it could then not be read whole. */
  declareWith(source: string, texts: ReadonlyMap<string, string>): Promise<readonly DesiredObject[] | undefined>;
  /** The commits that last set lines of a source; one answer each, undefined where history is not there. */
  blame(source: string, questions: readonly LineQuestion[]): Promise<readonly (Blame | undefined)[]>;
}

/** Everything that git declares for one cluster, and the way back to the files. */
export interface ReadDesired {
  readonly desired: DesiredState;
  readonly sources: DesiredSources;
  /** What delivery tools are told to ignore. Absent: nothing. */
  readonly ignore?: readonly IgnoreRule[];
  /** What is worth knowing of how the sources were found. */
  readonly advice?: readonly Advice[];
}

/** One source as it was read, or why it could not be opened. */
export type SourceRead = { readonly source: SourceRef } & (
  | {
      readonly type: 'read';
      readonly tree: SourceTree;
      /** What it was rendered with. */
      readonly bench?: Workbench | undefined;
      readonly declares: Omit<DesiredState, 'revisions'>;
      readonly resolved?: readonly ResolvedInput[];
      /** Absent for what lies in no files. */
      readonly declareWith?: DeclareWith;
    }
  | { readonly type: 'failed'; readonly failure: PlumblineError }
);

/**
 * Reads all sources of a check. A file that cannot be read is named in `unchecked`, and so is a source without a single manifest: an empty folder
 * must not make a whole cluster look unmanaged. A source that cannot be opened at all is named the same way while others can; throws its
 * PlumblineError `git-…` where none can.
 */
export async function readDesired(sources: readonly SourceRef[], options: ReadOptions): Promise<ReadDesired> {
  const opened: OpenedSource[] = [];
  for (const source of sources) opened.push(await openOneSource(source, options));
  return joinSources(await Promise.all(opened.map((each) => readOpened(each, options))));
}

/** Reads one source. What keeps it from being opened is data: the others may tell enough. */
export async function readOneSource(source: SourceRef, options: ReadOptions): Promise<SourceRead> {
  return readOpened(await openOneSource(source, options), options);
}

type OpenedSource =
  | { readonly type: 'opened'; readonly source: SourceRef; readonly tree: SourceTree }
  | (SourceRead & { readonly type: 'failed' });

async function openOneSource(
  source: SourceRef,
  { credentialsFor, bench: _bench, readDataKey: _readDataKey, ...options }: ReadOptions,
): Promise<OpenedSource> {
  try {
    if (needsNoRepository(source)) return { type: 'opened', source, tree: createEmptyTree(source) };
    const credentials = await credentialsFor?.(source);
    return { type: 'opened', source, tree: await openSource(source, { ...options, ...(credentials ? { credentials } : {}) }) };
  } catch (error) {
    if (!(error instanceof PlumblineError)) throw error;
    return { type: 'failed', source, failure: error };
  }
}

async function readOpened(opened: OpenedSource, options: ReadOptions): Promise<SourceRead> {
  if (opened.type === 'failed') return opened;
  const { bench, onProgress, readDataKey } = options;
  const { source, tree } = opened;
  const { resolved, ...declares } = await readSource({ source, tree, bench, readObjects: rememberObjects(source, tree) }, onProgress);
  const declareWith: DeclareWith = async (texts) => {
    const { onProgress: _silent, ...rest } = options;
    const read = await readOpened({ type: 'opened', source, tree: createEditedTree(tree, texts) }, rest);
    return read.type === 'read' && read.declares.unchecked.length <= declares.unchecked.length ? read.declares.objects : undefined;
  };
  return { type: 'read', source, tree, bench, declares: await openEncrypted(declares, tree, readDataKey), resolved, declareWith };
}

/** A source that could not be opened, or whose revision is refused, as a gap. */
export function describeFailed({ source, failure }: SourceRead & { readonly type: 'failed' }): UncheckedFile {
  const reason = failure.code === 'provenance' ? 'refused' : 'unreadable';
  return { type: 'file', source: source.id, file: '.', reason, message: failure.message };
}

/** What sources declare together. Throws the failure of the first where none could be opened. */
export function joinSources(reads: readonly SourceRead[]): ReadDesired {
  const opened = reads.filter((read) => read.type === 'read');
  const failed = reads.filter((read) => read.type === 'failed');
  if (opened.length === 0 && failed[0] !== undefined) throw failed[0].failure;
  const unopened = failed.map(describeFailed);
  return {
    desired: {
      revisions: opened.map(nameRevision),
      objects: opened.flatMap(({ declares }) => declares.objects),
      hooks: opened.flatMap(({ declares }) => declares.hooks),
      unchecked: [...opened.flatMap(({ declares }) => declares.unchecked), ...unopened].sort(byPlace),
      setAside: opened.flatMap(({ declares }) => declares.setAside).sort(byPlace),
    },
    sources: buildSources(new Map(opened.map((read) => [read.source.id, read]))),
  };
}

/** Of a source that is nothing but a chart, the revision is the version that was had. */
function nameRevision({ source, tree, resolved = [] }: Extract<SourceRead, { readonly type: 'read' }>): Revision {
  const { revision } = tree;
  const all = sortInputs([...(revision.resolved ?? []), ...resolved]);
  if (all.length === 0) return revision;
  const [first] = all;
  const commit = needsNoRepository(source) && first?.moves === true ? first.found : revision.commit;
  return { ...revision, commit, resolved: all };
}

async function readSource(
  place: RenderPlace,
  onProgress: ReadOptions['onProgress'],
): Promise<Omit<DesiredState, 'revisions'> & { readonly resolved: readonly ResolvedInput[] }> {
  const { source, tree } = place;
  const planned = await planJobs(source, tree);
  const total = planned.jobs.filter(({ type }) => type !== 'plain').length;
  let done = 0;
  const rendered = await Promise.all(
    planned.jobs.map(async (job) => {
      const parsed = await render(job, place);
      if (job.type !== 'plain' && total > 1) onProgress?.(`rendering ${source.id}: ${++done} of ${total}`);
      return { job, parsed };
    }),
  );
  const parts = settleOverlaps(source, rendered);
  const objects = parts.flatMap((part) => part.objects);
  const hooks = parts.flatMap((part) => part.hooks);
  const unchecked = [...planned.unchecked, ...parts.flatMap((part) => part.unchecked)];
  const setAside = [...planned.setAside, ...parts.flatMap((part) => part.setAside)];
  const declares = objects.length > 0 || hooks.length > 0 || setAside.some((note) => note.reason === 'generate-name');
  if (!declares && unchecked.length === 0) unchecked.push(nameEmpty(source, tree));
  return { objects, hooks, unchecked, setAside, resolved: rendered.flatMap(({ parsed }) => parsed.resolved ?? []) };
}

interface RenderedJob {
  readonly job: RenderJob;
  readonly parsed: Rendered;
}

/** Kustomizations that declare the same objects are for different clusters: which one is meant for this cannot be known. */
function settleOverlaps(source: SourceRef, rendered: readonly RenderedJob[]): readonly Rendered[] {
  const built = rendered.flatMap(({ job, parsed }) => (job.type === 'kustomize' ? [{ file: job.file, objects: parsed.objects }] : []));
  const overlaps = findOverlaps(built);
  return rendered.map(({ job, parsed }): Rendered => {
    const message = job.type === 'kustomize' ? overlaps.get(job.file) : undefined;
    if (job.type !== 'kustomize' || message === undefined) return parsed;
    return {
      objects: [],
      hooks: [],
      unchecked: [{ type: 'file', source: source.id, file: job.file, reason: 'declared-twice', message }],
      setAside: [],
    };
  });
}

function nameEmpty(source: SourceRef, tree: SourceTree): UncheckedFile {
  const message = 'no Kubernetes manifest was found there; check the path, the branch and .plumblineignore';
  return { type: 'file', source: source.id, file: tree.path || '.', reason: 'empty-source', message };
}

function byPlace(a: UncheckedFile | SetAside, b: UncheckedFile | SetAside): number {
  return (
    compareText(a.source, b.source) || compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.message, b.message)
  );
}
