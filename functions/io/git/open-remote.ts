import fs from 'node:fs';
import git from 'isomorphic-git';
import { PlumblineError } from '../../core/errors.ts';
import { GitCache } from './git-cache.ts';
import { chooseUsername, type GitCredentials, parseRemote, redactUrl } from './git-credentials.ts';
import { toGitError } from './git-failure.ts';
import { buildGitHttp, type GitHttp } from './git-http.ts';
import { GitObjects, type OpenedRevision } from './git-objects.ts';
import { type RemoteRevision, resolveRemoteRevision } from './resolve-remote-revision.ts';

export interface RemoteOptions {
  readonly cacheDir: string;
  readonly credentials?: GitCredentials;
  readonly deadlineMs: number;
  readonly allowHttp: boolean;
  readonly certificateAuthority?: string;
  /** Refuse hosts on private, local or reserved addresses. */
  readonly publicOnly?: boolean;
  /** Commits that a new clone holds at most; one where it is not given. */
  readonly historyDepth?: number;
  readonly onProgress?: (message: string) => void;
}

interface Transfer {
  readonly http: GitHttp;
  readonly url: string;
  readonly onAuth: () => { username?: string; password?: string; cancel?: boolean };
  readonly onAuthFailure: () => { cancel: true };
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Brings one revision of a remote into the cache, with as little transfer as the host allows, and opens it. */
export async function openRemote(url: string, revision: string, options: RemoteOptions): Promise<OpenedRevision> {
  const remote = parseRemote(url, options.credentials);
  const { protocol, hostname } = new URL(remote.url);
  if (protocol === 'http:' && !options.allowHttp && !LOOPBACK.test(hostname)) {
    throw new PlumblineError('config', `${redactUrl(url)} is plain http: anyone on the way could read the token and change the manifests`, {
      advice: 'Use https.',
    });
  }
  const http = buildGitHttp(AbortSignal.timeout(options.deadlineMs), options);
  const { credentials } = remote;
  const transfer: Transfer = {
    http,
    url: remote.url,
    onAuth: () => (credentials ? { username: chooseUsername(credentials, hostname), password: credentials.password } : { cancel: true }),
    onAuthFailure: () => ({ cancel: true }),
  };
  try {
    const wanted = await findRevision(transfer, revision);
    const opened = await openTransfer(transfer, wanted, new GitCache(options.cacheDir, remote.url), options);
    const { tag, chosen } = wanted;
    return { ...opened, ...(tag === undefined ? {} : { tag }), ...(chosen === undefined ? {} : { chosen }) };
  } catch (error) {
    throw toGitError(error, url, options.deadlineMs / 1000);
  } finally {
    http.close();
  }
}

async function findRevision(transfer: Transfer, revision: string): Promise<RemoteRevision> {
  const refs = await git.listServerRefs({ ...transfer, symrefs: true, peelTags: true });
  if (refs.length === 0)
    throw new PlumblineError('git-not-found', `${redactUrl(transfer.url)} has no commits yet, or names them by SHA-256, which is not read`);
  return resolveRemoteRevision(refs, revision, redactUrl(transfer.url));
}

async function openTransfer(transfer: Transfer, wanted: RemoteRevision, cache: GitCache, options: RemoteOptions): Promise<OpenedRevision> {
  const present = await cache.find(wanted.commit);
  if (present !== undefined) {
    const opened = tryOpen(present, wanted.commit);
    // Fetched by a branch, the commit came without the tag that names it now.
    if (opened && (wanted.tag === undefined || holds(opened.objects, wanted.tag))) return opened;
    await cache.discard(present);
  }
  options.onProgress?.(`fetching ${redactUrl(transfer.url)}`);
  const newest = await cache.startFromNewest();
  if (newest !== undefined) {
    // Without an earlier commit of this very branch the host would send its whole history.
    const known = await git.resolveRef({ fs, gitdir: newest, ref: wanted.ref }).catch(() => undefined);
    const updated = known === undefined ? undefined : await tryFetch(newest, transfer, wanted, undefined);
    if (updated) return reopen(await cache.finish(newest, updated), updated);
    await cache.discard(newest);
  }
  const gitdir = await cache.start();
  try {
    const commit = await fetchAnew(gitdir, transfer, wanted, options.historyDepth ?? 1);
    return reopen(await cache.finish(gitdir, commit), commit);
  } finally {
    await cache.discard(gitdir);
  }
}

async function fetchAnew(gitdir: string, transfer: Transfer, wanted: RemoteRevision, depth: number): Promise<string> {
  await git.init({ fs, gitdir, bare: true });
  await git.addRemote({ fs, gitdir, remote: 'origin', url: transfer.url });
  if (wanted.ref !== wanted.commit) return fetchInto(gitdir, transfer, wanted, depth);
  // A commit by its name: not every host gives one out, so all branches are fetched where it does not.
  const alone = await tryFetch(gitdir, transfer, wanted, depth);
  if (alone) return alone;
  await git.fetch({ fs, gitdir, ...transfer, remote: 'origin', tags: true });
  if (tryOpen(gitdir, wanted.commit)) return wanted.commit;
  throw new PlumblineError('git-not-found', `${redactUrl(transfer.url)} has no commit ${wanted.commit}`, {
    advice: 'It may have been rewritten away; give a branch or a tag.',
  });
}

async function tryFetch(
  gitdir: string,
  transfer: Transfer,
  wanted: RemoteRevision,
  depth: number | undefined,
): Promise<string | undefined> {
  try {
    return await fetchInto(gitdir, transfer, wanted, depth);
  } catch (error) {
    if (error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name)) throw error;
    return undefined;
  }
}

/** Fetches the ref and returns the commit it stands for, which may be newer than the one that was listed. */
async function fetchInto(gitdir: string, transfer: Transfer, wanted: RemoteRevision, depth: number | undefined): Promise<string> {
  const fetched = await git.fetch({
    fs,
    gitdir,
    ...transfer,
    remote: 'origin',
    ref: wanted.ref,
    singleBranch: true,
    tags: false,
    ...(depth === undefined ? {} : { depth }),
  });
  const commit = new GitObjects(gitdir).readCommit(fetched.fetchHead ?? wanted.commit);
  // Told to the host next time, so that it sends only what is new.
  if (wanted.ref.startsWith('refs/')) await git.writeRef({ fs, gitdir, ref: wanted.ref, value: commit.oid, force: true });
  return commit.oid;
}

function holds(objects: GitObjects, oid: string): boolean {
  return objects.findNames(oid).length > 0;
}

function tryOpen(gitdir: string, commit: string): OpenedRevision | undefined {
  try {
    return reopen(gitdir, commit);
  } catch {
    return undefined;
  }
}

function reopen(gitdir: string, commit: string): OpenedRevision {
  const objects = new GitObjects(gitdir);
  return { objects, commit: objects.readCommit(commit) };
}
