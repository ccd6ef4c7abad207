import type { Blame } from '../difference.ts';
import { escapeText } from './escape-text.ts';
import { formatAge } from './format-age.ts';

/** Which commit last set something in git, by whom and when, in words: `git: 3f2a1b9 by Ann, 2 days ago (#41)`. */
export function describeBlame({ commit, author, time, pullRequest, boundary }: Blame, now: string): string {
  const short = escapeText(commit.slice(0, 7));
  const age = formatAge(escapeText(time), now);
  if (boundary) return `git: at or before ${short}, ${age}, where the local history ends`;
  const by = author === undefined ? '' : ` by ${escapeText(author)}`;
  const request = pullRequest === undefined ? '' : ` (${pullRequest.sign}${pullRequest.number})`;
  return `git: ${short}${by}, ${age}${request}`;
}
