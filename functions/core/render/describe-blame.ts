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

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The same for a message with little room: `git line set by Ann in #41, 3 Nov 2026`. Undefined where nobody is known who set it. */
export function describeBlameShortly({ commit, author, time, pullRequest, boundary }: Blame): string | undefined {
  if (author === undefined || boundary) return undefined;
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)T/.exec(time) ?? [];
  const name = MONTHS[Number(month) - 1];
  const when = name === undefined ? '' : `, ${Number(day)} ${name} ${year}`;
  const by = pullRequest === undefined ? escapeText(commit.slice(0, 7)) : `${pullRequest.sign}${pullRequest.number}`;
  return `git line set by ${escapeText(author)} in ${by}${when}`;
}
