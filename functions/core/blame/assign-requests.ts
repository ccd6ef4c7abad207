import type { PullRequestName } from './read-pull-request.ts';

/** What of a commit tells which request brought it. */
export interface CommitOrigin {
  readonly parents: readonly string[];
  readonly pullRequest?: PullRequestName;
}

/** Everything from `head` down to the oldest commit that is asked for. `missing`: parents that are not there, where a shallow history ends. */
export interface HistoryWindow {
  readonly head: string;
  readonly commits: ReadonlyMap<string, CommitOrigin>;
  readonly missing: ReadonlySet<string>;
}

/**
 * For every commit the request that brought it: the one its own message names, else the one of the innermost merge that has it on a side branch and
 * not on its main line. Commits that no request brought have none, and so have those of which a shallow history does not tell on which line they are.
 */
export function assignRequests({ head, commits, missing }: HistoryWindow): ReadonlyMap<string, PullRequestName> {
  const found = new Map<string, PullRequestName>();
  const seen = new Set<string>();
  follow(head, { main: 'whole', broughtBy: undefined });
  return found;

  // Each main line from its oldest commit on: what an earlier merge brought belongs to that one.
  function follow(tip: string, side: { readonly main: 'whole' | 'cut'; readonly broughtBy: PullRequestName | undefined }): void {
    const line: [string, CommitOrigin][] = [];
    let at: string | undefined = tip;
    while (at !== undefined && !seen.has(at)) {
      const commit = commits.get(at);
      if (commit === undefined) break;
      seen.add(at);
      line.push([at, commit]);
      at = commit.parents[0];
    }
    // Where the main line is cut, a side that does not meet it may go on as the main line's own past.
    const isForked = at !== undefined && seen.has(at);
    const broughtBy = side.main === 'whole' || isForked ? side.broughtBy : undefined;
    const main = side.main === 'cut' || (at !== undefined && missing.has(at)) ? 'cut' : 'whole';
    for (const [oid, { parents, pullRequest }] of line.reverse()) {
      const own = pullRequest ?? broughtBy;
      if (own !== undefined) found.set(oid, own);
      for (const parent of parents.slice(1)) follow(parent, { main, broughtBy: own });
    }
  }
}
