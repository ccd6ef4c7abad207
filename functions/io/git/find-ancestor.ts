import type { GitCommit, GitObjects } from './git-objects.ts';

/** More commits than between two checks of anything; walking them takes about a second. */
const MOST_COMMITS = 20_000;

/**
 * Whether a commit is in the history of another: `yes`, `no` where all of that history is there and does not hold it, `unknown` where a part of it
 * is not there (a shallow clone) or it is longer than anybody waits for.
 */
export function findAncestor(objects: GitObjects, head: GitCommit, wanted: string): 'yes' | 'no' | 'unknown' {
  const edge = [head];
  const seen = new Set([head.oid]);
  let isWhole = true;
  for (const commit of edge) {
    if (commit.oid === wanted) return 'yes';
    if (edge.length > MOST_COMMITS) return 'unknown';
    for (const oid of commit.parents) {
      if (seen.has(oid)) continue;
      seen.add(oid);
      if (oid === wanted) return 'yes';
      try {
        edge.push(objects.readCommit(oid));
      } catch {
        isWhole = false;
      }
    }
  }
  return isWhole ? 'no' : 'unknown';
}
