/** A pull (merge) request as forges write it: `#41`, at GitLab `!41`. */
export interface PullRequestName {
  readonly number: number;
  readonly sign: '#' | '!';
}

/** How forges write into a commit which request brought it. A squash has it at the end of its subject. */
const SPELLINGS: readonly { readonly sign: PullRequestName['sign']; readonly pattern: RegExp }[] = [
  { sign: '#', pattern: /^Merge pull request #(\d{1,9}) / },
  { sign: '#', pattern: /^Merged in \S+ \(pull request #(\d{1,9})\)/ },
  { sign: '#', pattern: /^Merged PR (\d{1,9}):/ },
  { sign: '#', pattern: /^[^\n]*\((?:pull request )?#(\d{1,9})\)[ \r]*(?:\n|$)/ },
  { sign: '!', pattern: /^See merge request (?:\S*[^\s!])?!(\d{1,9})[ \r]*$/m },
];

/** The request that a commit's message names as the one that brought it. A mere mention of a number is none. */
export function readPullRequest(message: string): PullRequestName | undefined {
  for (const { sign, pattern } of SPELLINGS) {
    const number = Number(pattern.exec(message)?.[1] ?? 0);
    if (number > 0) return { number, sign };
  }
  return undefined;
}
