import fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import git from 'isomorphic-git';
import { findRepository } from './open-local.ts';

/** A repository on disk, where it comes from, and what is checked out. */
export interface LocalOrigin {
  readonly root: string;
  /** The URL of its remote `origin` as it stands in the configuration, credentials included: never to be shown. */
  readonly remote: string | undefined;
  /** Absent where a commit is checked out, or a branch without one. */
  readonly branch: string | undefined;
}

/** What a folder's repository says of itself; undefined where the folder belongs to none. Throws where there is no such folder. */
export async function readOrigin(folder: string): Promise<LocalOrigin | undefined> {
  const repository = await findRepository(folder);
  if (repository === undefined) return undefined;
  const { root, gitdir, headdir } = repository;
  const remote: unknown = await git.getConfig({ fs, gitdir, path: 'remote.origin.url' });
  const head = await readFile(join(headdir, 'HEAD'), 'utf8').catch(() => '');
  const branch = /^ref: refs\/heads\/(.+)$/m.exec(head)?.[1];
  const isBorn =
    branch !== undefined && (await git.resolveRef({ fs, gitdir, ref: `refs/heads/${branch}` }).catch(() => undefined)) !== undefined;
  return { root, remote: typeof remote === 'string' ? remote : undefined, branch: isBorn ? branch : undefined };
}
