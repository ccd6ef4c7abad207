import type { SourceRef } from '../../core/check.ts';
import type { DesiredState, SetAside, UncheckedFile } from '../../core/desired-state.ts';
import { PlumblineError } from '../../core/errors.ts';
import { compareText } from '../../core/kube-object.ts';
import type { GitCredentials } from '../git/git-credentials.ts';
import { type OpenOptions, openSource } from '../git-source.ts';
import { readText } from '../read-text.ts';
import type { FileVersion, SourceTree } from '../source-tree.ts';
import { walkSource } from '../walk-source.ts';
import { plain } from './plain.ts';
import type { Rendering } from './rendering.ts';

/** Every way of rendering, in the order in which they are offered the files of a source. `plain` takes what is left, so it is last. */
const RENDERINGS: readonly Rendering[] = [plain];

/** Commits that are looked through for earlier texts of a file. */
const HISTORY_COMMITS = 30;

/** How sources are opened. Each gets its own credentials, so that no host is shown what is meant for another. */
export interface ReadOptions extends Omit<OpenOptions, 'credentials'> {
  readonly credentialsFor?: (source: SourceRef) => Promise<GitCredentials | undefined>;
}

/** The files behind a desired state, to be read again for lines and for earlier values. */
export interface DesiredSources {
  /** The text of a file, or undefined where it cannot be read as text. */
  readText(source: string, file: string): Promise<string | undefined>;
  /** Earlier texts of a file, newest first, in up to `commits` commits that are there locally. */
  readHistory(source: string, file: string, commits?: number): Promise<readonly FileVersion[]>;
}

/** Everything that git declares for one cluster, and the way back to the files. */
export interface ReadDesired {
  readonly desired: DesiredState;
  readonly sources: DesiredSources;
}

/** One source as it was read, or why it could not be opened. */
export type SourceRead = { readonly source: SourceRef } & (
  | { readonly type: 'read'; readonly tree: SourceTree; readonly declares: Omit<DesiredState, 'revisions'> }
  | { readonly type: 'failed'; readonly failure: PlumblineError }
);

/**
 * Reads all sources of a check. A file that cannot be read is named in `unchecked`, and so is a source without a single manifest: an empty folder
 * must not make a whole cluster look unmanaged. A source that cannot be opened at all is named the same way while others can; throws its
 * PlumblineError `git-…` where none can.
 */
export async function readDesired(sources: readonly SourceRef[], options: ReadOptions): Promise<ReadDesired> {
  const reads: SourceRead[] = [];
  for (const source of sources) reads.push(await readOneSource(source, options));
  return joinSources(reads);
}

/** Reads one source. What keeps it from being opened is data: the others may tell enough. */
export async function readOneSource(source: SourceRef, { credentialsFor, ...options }: ReadOptions): Promise<SourceRead> {
  try {
    const credentials = await credentialsFor?.(source);
    const tree = await openSource(source, { ...options, ...(credentials ? { credentials } : {}) });
    return { type: 'read', source, tree, declares: await readSource(source, tree) };
  } catch (error) {
    if (!(error instanceof PlumblineError)) throw error;
    return { type: 'failed', source, failure: error };
  }
}

/** What sources declare together. Throws the failure of the first where none could be opened. */
export function joinSources(reads: readonly SourceRead[]): ReadDesired {
  const opened = reads.filter((read) => read.type === 'read');
  const failed = reads.filter((read) => read.type === 'failed');
  if (opened.length === 0 && failed[0] !== undefined) throw failed[0].failure;
  const unopened = failed.map(({ source, failure }): UncheckedFile => {
    return { type: 'file', source: source.id, file: '.', reason: 'unreadable', message: failure.message };
  });
  return {
    desired: {
      revisions: opened.map(({ tree }) => tree.revision),
      objects: opened.flatMap(({ declares }) => declares.objects),
      hooks: opened.flatMap(({ declares }) => declares.hooks),
      unchecked: [...opened.flatMap(({ declares }) => declares.unchecked), ...unopened].sort(byPlace),
      setAside: opened.flatMap(({ declares }) => declares.setAside).sort(byPlace),
    },
    sources: buildSources(new Map(opened.map(({ source, tree }) => [source.id, tree]))),
  };
}

async function readSource(source: SourceRef, tree: SourceTree): Promise<Omit<DesiredState, 'revisions'>> {
  const walked = await walkSource(tree);
  const parts = [];
  let files = walked.files;
  for (const rendering of RENDERINGS) {
    const rendered = await rendering.render(source, tree, files);
    files = rendered.rest;
    parts.push(rendered);
  }
  const objects = parts.flatMap((part) => part.objects);
  const hooks = parts.flatMap((part) => part.hooks);
  const unchecked = [...walked.unchecked, ...parts.flatMap((part) => part.unchecked)];
  const setAside = [...walked.setAside, ...parts.flatMap((part) => part.setAside)];
  const declares = objects.length > 0 || hooks.length > 0 || setAside.some((note) => note.reason === 'generate-name');
  if (!declares && unchecked.length === 0) unchecked.push(nameEmpty(source, tree));
  return { objects, hooks, unchecked, setAside };
}

function nameEmpty(source: SourceRef, tree: SourceTree): UncheckedFile {
  const message = 'no Kubernetes manifest was found there; check the path, the branch and .plumblineignore';
  return { type: 'file', source: source.id, file: tree.path || '.', reason: 'empty-source', message };
}

function buildSources(trees: ReadonlyMap<string, SourceTree>): DesiredSources {
  return {
    async readText(source, file) {
      const tree = trees.get(source);
      const read = tree && (await readText(tree, file));
      return read?.type === 'text' ? read.text : undefined;
    },
    async readHistory(source, file, commits = HISTORY_COMMITS) {
      return (await trees.get(source)?.readHistory(file, commits)) ?? [];
    },
  };
}

function byPlace(a: UncheckedFile | SetAside, b: UncheckedFile | SetAside): number {
  return (
    compareText(a.source, b.source) || compareText(a.file, b.file) || (a.line ?? 0) - (b.line ?? 0) || compareText(a.message, b.message)
  );
}
