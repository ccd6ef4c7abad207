import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceRef } from '../core/check.ts';
import type { Revision } from '../core/desired-state.ts';
import { PlumblineError } from '../core/errors.ts';
import { resolvePath } from '../core/manifests/file-paths.ts';
import { parseIdentities } from '../core/provenance/parse-identity.ts';
import { type GitCredentials, redactUrl } from './git/git-credentials.ts';
import type { OpenedRevision } from './git/git-objects.ts';
import { GitTree } from './git/git-tree.ts';
import { findRepository, type LocalRepository, openLocal } from './git/open-local.ts';
import { openRemote } from './git/open-remote.ts';
import { WorktreeTree } from './git/worktree-tree.ts';
import { type ProvenanceContext, readProvenance } from './provenance/read-provenance.ts';
import { resolveEntry } from './resolve-entry.ts';
import type { SourceTree } from './source-tree.ts';

/** How sources are opened. Credentials go to the host of the source's own URL only. */
export interface OpenOptions {
  /** Where clones of remotes are kept. */
  readonly cacheDir: string;
  readonly credentials?: GitCredentials;
  /** Longest time for one remote, transfer included; two minutes where it is not given. */
  readonly deadlineMs?: number;
  /** Allow plain http to other hosts than this machine. */
  readonly allowHttp?: boolean;
  /** PEM of an authority to trust beside those Node knows. */
  readonly certificateAuthority?: string;
  /** Refuse hosts on private, local or reserved addresses: nobody of ours named the host. */
  readonly publicOnly?: boolean;
  /** Commits that a new clone of a remote holds at most; one where it is not given. */
  readonly historyDepth?: number;
  /** Remotes that were opened in this run: each revision is asked for once, so that all that is read of it is of one commit. */
  readonly opened?: Map<string, Promise<OpenedRevision>>;
  readonly onProgress?: (message: string) => void;
  /** Absent: nobody asks where a revision comes from. */
  readonly provenance?: ProvenanceContext;
}

const DEFAULT_DEADLINE_MS = 120_000;

/**
 * Opens a source at its revision: a remote over https, a repository on disk (what is committed there), or with `worktree` a folder as it is.
 * Throws PlumblineError `git-…` where host, repository, revision or path is not there, and `provenance` where the revision is refused.
 */
export async function openSource(source: SourceRef, options: OpenOptions): Promise<SourceTree> {
  const tree = await openTree(source, options);
  const found = await resolveEntry(tree, tree.path).catch(() => undefined);
  if (found === undefined) throw new PlumblineError('git-broken', `${tree.revision.url} is damaged: its folders cannot be read`);
  if (found.type === 'found') return tree;
  const what = `${JSON.stringify(tree.path)} at ${tree.revision.commit.slice(0, 12)}`;
  if (found.type === 'outside') throw new PlumblineError('git-not-found', `${what} leads out of ${tree.revision.url}`);
  const near = (await tree.list('')).flatMap((entry) => (entry.type === 'folder' ? JSON.stringify(entry.path) : []));
  throw new PlumblineError('git-not-found', `${tree.revision.url} has no ${what}`, {
    advice: near.length === 0 ? 'It has no folders at all.' : `Its folders are ${near.slice(0, 10).join(', ')}.`,
  });
}

async function openTree(source: SourceRef, options: OpenOptions): Promise<SourceTree> {
  const transport = /^([a-z][a-z0-9+.-]*):\/\//i.exec(source.url)?.[1]?.toLowerCase();
  if (transport === 'https' || transport === 'http') {
    if (source.worktree)
      throw new PlumblineError('config', `source ${source.id}: a remote has no worktree`, { advice: 'Leave --worktree out.' });
    const opened = await openOnce(source, options);
    return buildTree(opened, source, redactUrl(source.url), cleanPath(source, ''), options);
  }
  if ((transport !== undefined && transport !== 'file') || /^[^/@:\s]+@[^/@:\s]+:/.test(source.url)) {
    throw new PlumblineError('config', `source ${source.id}: ${redactUrl(source.url)} is no https URL and no local path`, {
      advice: 'Plumbline reads remotes over https; for a private one give a token.',
    });
  }
  const folder = transport === 'file' ? fileURLToPath(source.url) : source.url;
  const repository = await findRepository(folder);
  if (source.worktree) return openWorktree(source, folder, repository, options);
  if (repository === undefined) {
    throw new PlumblineError('git-not-found', `${folder} is no git repository`, {
      advice: 'Compare the files as they are with --worktree, or give the folder of a repository.',
    });
  }
  return buildTree(await openLocal(repository, source.revision), source, repository.root, cleanPath(source, repository.path), options);
}

function openOnce({ url, revision }: SourceRef, { opened, ...options }: OpenOptions): Promise<OpenedRevision> {
  const { cacheDir, deadlineMs = DEFAULT_DEADLINE_MS, allowHttp = false, ...rest } = options;
  const key = JSON.stringify([url, revision, options.publicOnly ?? false, options.credentials !== undefined]);
  const opening = opened?.get(key) ?? openRemote(url, revision, { ...rest, cacheDir, deadlineMs, allowHttp });
  opened?.set(key, opening);
  return opening;
}

async function openWorktree(
  source: SourceRef,
  folder: string,
  repository: LocalRepository | undefined,
  { provenance }: OpenOptions,
): Promise<SourceTree> {
  const inRepository = repository !== undefined && repository.headdir !== repository.root;
  const root = inRepository ? repository.root : await realpath(resolve(folder));
  const path = cleanPath(source, inRepository ? repository.path : '');
  const revision: Revision = { source: source.id, url: root, revision: source.revision, commit: 'worktree' };
  return new WorktreeTree(root, await addProvenance(source, revision, undefined, provenance, undefined), path);
}

async function buildTree(
  opened: OpenedRevision,
  source: SourceRef,
  url: string,
  path: string,
  { provenance, credentials }: OpenOptions,
): Promise<SourceTree> {
  const { oid, committedAt } = opened.commit;
  const identities = parseIdentities(opened.objects.readObject(oid).content);
  const revision: Revision = {
    source: source.id,
    url,
    revision: source.revision,
    commit: oid,
    committedAt,
    ...identities,
    ...nameTag(source, opened),
  };
  return new GitTree(opened.objects, opened.commit, await addProvenance(source, revision, opened, provenance, credentials), path);
}

/** A range of versions stands for the newest tag in it, which is another one tomorrow. */
function nameTag({ id, revision }: SourceRef, { chosen }: OpenedRevision): Pick<Revision, 'resolved'> {
  return chosen === undefined ? {} : { resolved: [{ type: 'tag', name: id, wanted: revision, found: chosen, moves: true }] };
}

async function addProvenance(
  source: SourceRef,
  revision: Revision,
  opened: OpenedRevision | undefined,
  context: ProvenanceContext | undefined,
  credentials: GitCredentials | undefined,
): Promise<Revision> {
  const provenance = context && (await readProvenance(source, revision, opened, context, credentials));
  return provenance === undefined ? revision : { ...revision, provenance };
}

function cleanPath(source: SourceRef, below: string): string {
  const path = resolvePath(below, source.path.replace(/^\/+/, ''));
  if (path !== undefined) return path;
  throw new PlumblineError('config', `source ${source.id}: the path ${JSON.stringify(source.path)} leaves the repository`);
}
