import fs from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import git from 'isomorphic-git';
import { PlumblineError } from '../../core/errors.ts';
import { GitObjects, type OpenedRevision } from './git-objects.ts';
import { chooseTag, findNearNames } from './resolve-remote-revision.ts';

/** A repository on disk. `root`: its working tree (the repository itself where it is bare). `path`: the named folder below `root`. */
export interface LocalRepository {
  readonly root: string;
  readonly path: string;
  /** Where objects and branches are. */
  readonly gitdir: string;
  /** Where HEAD is; another folder than `gitdir` in a linked worktree. */
  readonly headdir: string;
}

/** Finds the repository that a folder belongs to: a clone, a linked worktree, a submodule or a bare repository; undefined where it belongs to none. */
export async function findRepository(folder: string): Promise<LocalRepository | undefined> {
  const start = await realpath(resolve(folder)).catch(() => undefined);
  if (start === undefined) throw new PlumblineError('git-not-found', `there is no folder ${folder}`);
  for (let root = start; ; root = dirname(root)) {
    const headdir = await findHeaddir(root);
    if (headdir !== undefined) {
      const common = await readFile(join(headdir, 'commondir'), 'utf8').catch(() => '.');
      const path = headdir === root ? '' : relative(root, start).split(sep).join('/');
      return { root, path, headdir, gitdir: resolve(headdir, common.trim()) };
    }
    if (dirname(root) === root) return undefined;
  }
}

async function findHeaddir(root: string): Promise<string | undefined> {
  const dotGit = join(root, '.git');
  const found = await stat(dotGit).catch(() => undefined);
  if (found?.isDirectory()) return dotGit;
  if (found?.isFile()) {
    const target = /^gitdir: (.+)$/m.exec(await readFile(dotGit, 'utf8'))?.[1];
    return target === undefined ? undefined : resolve(root, target.trim());
  }
  const parts = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => stat(join(root, name)).catch(() => undefined)));
  return parts.every((part) => part !== undefined) ? root : undefined;
}

/** Opens one commit of a repository on disk. `revision`: branch, tag, remote branch, commit (also shortened), '' or HEAD. */
export async function openLocal(repository: LocalRepository, revision: string): Promise<OpenedRevision> {
  await refuseUnknownFormat(repository);
  const objects = new GitObjects(repository.gitdir);
  const { oid, chosen } = await resolveRevision(repository, objects, revision);
  try {
    const commit = objects.readCommit(oid);
    return { objects, commit, ...(commit.oid === oid ? {} : { tag: oid }), ...(chosen === undefined ? {} : { chosen }) };
  } catch {
    const what = revision === '' || revision === 'HEAD' ? 'HEAD' : JSON.stringify(revision);
    throw new PlumblineError('git-broken', `the commit of ${what} in ${repository.root} cannot be read`, {
      advice: 'Run `git fsck` there.',
    });
  }
}

async function refuseUnknownFormat({ gitdir, root }: LocalRepository): Promise<void> {
  const config = await readFile(join(gitdir, 'config'), 'utf8').catch(() => '');
  const format = /^\s*(?:objectformat\s*=\s*sha256|refstorage\s*=\s*reftable)\s*$/im.exec(config)?.[0];
  if (format === undefined) return;
  throw new PlumblineError('git-broken', `${root} is in a format that Plumbline does not read (${format.trim()})`, {
    advice: `Compare its files with --worktree${/sha256/i.test(format) ? '' : ', or read it from its host over https'}.`,
  });
}

interface ResolvedRevision {
  readonly oid: string;
  readonly chosen?: string;
}

async function resolveRevision(repository: LocalRepository, objects: GitObjects, revision: string): Promise<ResolvedRevision> {
  const { gitdir, root } = repository;
  if (revision === '' || revision === 'HEAD') return { oid: await resolveHead(repository) };
  const full = await git.resolveRef({ fs, gitdir, ref: revision }).catch(() => undefined);
  if (full !== undefined) return { oid: full };
  const commits = /^[0-9a-f]{4,40}$/i.test(revision) ? objects.findNames(revision).filter((oid) => isCommit(objects, oid)) : [];
  const [commit, other] = commits;
  if (commit !== undefined && other === undefined) return { oid: commit };
  if (other !== undefined) throw new PlumblineError('git-not-found', `${root} has ${commits.length} commits that begin with ${revision}`);
  const tags = await git.listTags({ fs, gitdir });
  const chosen = chooseTag(tags, revision);
  if (chosen !== undefined) return { oid: await git.resolveRef({ fs, gitdir, ref: `refs/tags/${chosen}` }), chosen };
  const names = [...(await git.listBranches({ fs, gitdir })), ...tags];
  const near = findNearNames(revision, names);
  throw new PlumblineError('git-not-found', `${root} has no branch, tag or commit ${JSON.stringify(revision)}`, {
    advice: near.length === 0 ? 'It has no branches at all.' : `It has ${near.map((name) => JSON.stringify(name)).join(', ')}.`,
  });
}

async function resolveHead({ headdir, gitdir, root }: LocalRepository): Promise<string> {
  const head = (await readFile(join(headdir, 'HEAD'), 'utf8')).trim();
  const ref = /^ref: (.+)$/.exec(head)?.[1];
  if (ref === undefined) return head;
  const oid = await git.resolveRef({ fs, gitdir, ref }).catch(() => undefined);
  if (oid !== undefined) return oid;
  throw new PlumblineError('git-not-found', `${root} has no commits yet`, {
    advice: 'Commit something, or compare its files with --worktree.',
  });
}

function isCommit(objects: GitObjects, oid: string): boolean {
  try {
    return objects.readCommit(oid) !== undefined;
  } catch {
    return false;
  }
}
