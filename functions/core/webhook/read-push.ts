import { asJsonObject, parseJson } from '../json.ts';
import type { Push, WebhookRequest } from './forge.ts';
import { FORGES } from './forges.ts';

/** What became of a webhook; `status` is the HTTP status to answer with. */
export type PushVerdict =
  | { readonly status: 202; readonly push: Push }
  | { readonly status: 204; readonly reason: string }
  | { readonly status: 400 | 401; readonly reason: string };

/** Decides what a webhook says. Nothing of the body is believed, or even parsed, before the signature is. */
export function readPush(request: WebhookRequest, secret: string): PushVerdict {
  const forge = FORGES.find(({ isSender }) => isSender(request.headers));
  if (forge === undefined) return { status: 400, reason: `no webhook of ${FORGES.map(({ name }) => name).join(', ')}` };
  if (secret === '' || !forge.isSigned(request, secret)) return { status: 401, reason: `the signature is not ${forge.name}'s` };
  let push: Push | undefined;
  try {
    push = forge.readPush(request.headers, asJsonObject(parseJson(request.body)));
  } catch {
    return { status: 400, reason: 'the body is no JSON' };
  }
  return push === undefined ? { status: 204, reason: 'no push' } : { status: 202, push };
}

/** True where a source is the repository that was pushed to, and follows the branch that moved (or one that cannot be told from here). */
export function isConcerned(source: { readonly url: string; readonly revision: string }, { urls, branch }: Push): boolean {
  const same = urls.some((url) => normalizeUrl(url) === normalizeUrl(source.url));
  return same && (branch === undefined || source.revision === branch || source.revision === 'HEAD');
}

/** Hosts compare without case; `.git` and a closing slash mean nothing. */
function normalizeUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const { host, pathname } = new URL(url);
  return `${host.toLowerCase()}${pathname.replace(/\/+$/, '').replace(/\.git$/, '')}`;
}
