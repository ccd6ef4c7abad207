import { parseGitRemote } from '../init/parse-git-remote.ts';

/** Where repositories that an object names may be: everything below `url`, and what `insteadOf` says is the same place. */
export interface RepositoryRule {
  readonly url: string;
  /** Other beginnings of the same URLs, such as `git@git.example.com:`. */
  readonly insteadOf: readonly string[];
  /** Name of the secret with the token for it. Absent: it is public. */
  readonly secret?: string;
}

/** A repository at one revision. `isListed`: the operator named the place, so it may be on a private address, and be shown the token of its rule. */
export interface RepositoryAddress {
  readonly url: string;
  readonly revision: string;
  readonly isListed: boolean;
}

/** Where a URL that stands in an object leads, or why it is not followed. */
export type ResolvedRepository =
  | { readonly type: 'allowed'; readonly url: string; readonly isListed: boolean; readonly note?: string }
  | { readonly type: 'refused'; readonly message: string };

/**
 * Decides about a URL that somebody wrote into an object: whoever can write one could otherwise make Plumbline ask any host, and show it a token.
 * With rules only what they name is read. Without, any https host by its name; that its address is a public one is seen to when it is opened.
 */
export function resolveRepository(written: string, rules: readonly RepositoryRule[]): ResolvedRepository {
  const rewritten = rewrite(written, rules);
  const url = rewritten ?? parseGitRemote(written);
  if (url === undefined || !URL.canParse(url)) {
    return {
      type: 'refused',
      message: `${describeUrl(written)} is no https URL; say where it is with \`insteadOf\` of an entry in \`repositories\``,
    };
  }
  const isListed = rules.some((rule) => isBelow(url, rule.url));
  const { protocol, hostname } = new URL(url);
  if (!isListed) {
    if (rules.length > 0) return { type: 'refused', message: `${describeUrl(url)} is in none of \`repositories\`; add its host there` };
    if (protocol !== 'https:') return { type: 'refused', message: `${describeUrl(url)} is plain http` };
    if (isAddress(hostname) || isLocalName(hostname))
      return { type: 'refused', message: `${describeUrl(url)} is a local or bare address; add it to \`repositories\` where that is right` };
  }
  const isOther = rewritten !== undefined || !/^https?:/i.test(written);
  return { type: 'allowed', url, isListed, ...(isOther ? { note: `${describeUrl(written)} is read at ${describeUrl(url)}` } : {}) };
}

/** The rule with the longest URL that an address is below: its secret is the one for it. */
export function findRule<T extends Pick<RepositoryRule, 'url'>>(url: string, rules: readonly T[]): T | undefined {
  return rules.filter((rule) => isBelow(url, rule.url)).sort((a, b) => b.url.length - a.url.length)[0];
}

/** A URL without what may be a credential in it. */
export function describeUrl(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//').replace(/[?#].*$/, '');
}

function rewrite(written: string, rules: readonly RepositoryRule[]): string | undefined {
  const [best] = rules
    .flatMap(({ url, insteadOf }) => insteadOf.filter((prefix) => isWholeBeginning(prefix, written)).map((prefix) => ({ url, prefix })))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  if (best === undefined) return undefined;
  const rest = written.slice(best.prefix.length);
  return rest === '' || rest === '.git' ? best.url : `${best.url.replace(/\/+$/, '')}/${rest.replace(/^\/+/, '')}`;
}

/** Where the prefix ends, a segment ends too. */
function isWholeBeginning(prefix: string, written: string): boolean {
  const rest = written.slice(prefix.length);
  return written.startsWith(prefix) && (/[/:]$/.test(prefix) || /^(\/|\.git$|$)/.test(rest));
}

/** By whole segments, and never by the text alone: `https://git.example.com` must not stand for `https://git.example.com.evil.example`. */
function isBelow(url: string, prefix: string): boolean {
  if (!URL.canParse(url) || !URL.canParse(prefix)) return false;
  const [place, root] = [new URL(url), new URL(prefix)];
  if (place.origin !== root.origin || place.username !== '' || place.password !== '') return false;
  const folder = root.pathname.replace(/\/+$/, '');
  return folder === '' || place.pathname === folder || place.pathname.startsWith(`${folder}/`);
}

function isAddress(hostname: string): boolean {
  return /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
}

/** Names that only the network around us knows. */
function isLocalName(hostname: string): boolean {
  return !hostname.includes('.') || /\.(localhost|local|internal|svc|cluster\.local|lan|home\.arpa)\.?$/i.test(hostname);
}
