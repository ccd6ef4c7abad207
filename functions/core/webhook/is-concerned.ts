import type { Push } from './forge.ts';

/** True where a source is the repository that was pushed to, and follows a branch or tag that moved. */
export function isConcerned(source: { readonly url: string; readonly revision: string }, push: Push): boolean {
  return isPushedTo(source, push) && (push.refs === undefined || push.refs.some((ref) => isFollowed(source.revision, ref, push)));
}

/** True where a source is the repository that was pushed to. */
export function isPushedTo({ url }: { readonly url: string }, { urls }: Push): boolean {
  const wanted = normalizeUrl(url);
  return urls.some((pushed) => normalizeUrl(pushed) === wanted);
}

/** A revision is resolved as git does it. Where a forge does not say which branch HEAD is, it may be any. */
function isFollowed(revision: string, ref: string, { defaultBranch }: Push): boolean {
  if (revision === 'HEAD') return ref.startsWith('refs/heads/') && (defaultBranch === undefined || ref === `refs/heads/${defaultBranch}`);
  const pattern = readTemplate(revision);
  return ['', 'refs/', 'refs/heads/', 'refs/tags/'].some((prefix) => ref.startsWith(prefix) && pattern.test(ref.slice(prefix.length)));
}

/** `{cluster}` of clusters that are not known yet stands for any name. */
function readTemplate(revision: string): RegExp {
  return new RegExp(
    `^${revision
      .split(/\{[^{}]*\}/)
      .map(RegExp.escape)
      .join('.+')}$`,
  );
}

/** Neither case nor `.git` nor a closing slash tell repositories of a forge apart. */
function normalizeUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return `${host}${pathname.replace(/\/+$/, '').replace(/\.git$/i, '')}`.toLowerCase();
}
