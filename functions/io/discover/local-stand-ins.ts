import type { SourceRef } from '../../core/check.ts';
import { parseGitRemote } from '../../core/init/parse-git-remote.ts';
import { readOrigin } from '../git/read-origin.ts';

/** Local clones that are read instead of their remotes, by the URL of the remote as `keyOfRemote` writes it. */
export type StandIns = ReadonlyMap<string, SourceRef>;

/** The sources that are clones on disk: what an object says of their remote is read there, at the revision that is checked. */
export async function findStandIns(sources: readonly SourceRef[]): Promise<StandIns> {
  const found = new Map<string, SourceRef>();
  for (const source of sources) {
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(source.url)) continue;
    const origin = await readOrigin(source.url).catch(() => undefined);
    const url = origin?.remote === undefined ? undefined : parseGitRemote(origin.remote);
    if (origin !== undefined && url !== undefined) found.set(keyOfRemote(url), { ...source, url: origin.root });
  }
  return found;
}

/** Neither case nor `.git` nor a closing slash tell repositories apart. */
export function keyOfRemote(url: string): string {
  return url
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .toLowerCase();
}

/** The source, read from the clone where there is one. */
export function standIn(source: SourceRef, standIns: StandIns): SourceRef {
  const local = standIns.get(keyOfRemote(source.url));
  return local === undefined ? source : { ...source, url: local.url, revision: local.revision, worktree: local.worktree };
}
