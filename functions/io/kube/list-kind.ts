import { asJsonObject, asString, type JsonObject } from '../../core/json.ts';
import type { KindRead, LivePage } from '../../core/live-state.ts';
import type { KubeClient } from './kube-client.ts';
import { guessNextToken, type ParsedPage, parsePage } from './list-page.ts';
import { acceptOf, pathOfPage } from './list-path.ts';
import { explainStatus, parseObject, readJson } from './read-json.ts';
import { RequestError } from './request-error.ts';
import type { KubeResponse } from './send-get.ts';

/** `restart`: the list begins again; what came of it so far is to be forgotten. */
export type ListEvent = { readonly type: 'page'; readonly page: LivePage } | { readonly type: 'restart' };

export interface ListOptions {
  /** Milliseconds since 1970. */
  readonly deadline?: number | undefined;
  readonly pageSize?: number;
}

const PAGE_SIZE = 500;
const SMALLEST_PAGE = 10;
/** Characters of a page above which the next one is asked for smaller: memory holds two pages. */
const COMFORTABLE_PAGE = 16 * 1024 * 1024;
const RESTARTS = 3;

/**
 * Lists one kind over all namespaces in pages; the next page is on its way while this one is parsed and consumed. Where a continue token has
 * expired (410), goes on with the token that the server offers for the rest, or begins again and says so. Rejects with RequestError.
 */
export async function* listKind(client: KubeClient, read: KindRead, options: ListOptions = {}): AsyncGenerator<ListEvent> {
  let pageSize = options.pageSize ?? PAGE_SIZE;
  let token: string | undefined;
  let ahead: Ahead | undefined;
  let restarts = 0;
  const used = new Set<string>();
  for (;;) {
    const response = await takePage(client, read, token, pageSize, ahead, options);
    ahead = undefined;
    if (response === 'too-large') {
      pageSize = Math.max(1, Math.floor(pageSize / 10));
      continue;
    }
    if (response.status === 410 && token !== undefined) {
      token = offeredToken(response);
      if (token !== undefined && !used.has(token)) {
        used.add(token);
        continue;
      }
      if (++restarts > RESTARTS) throw explainStatus(response, pathOfPage(read, pageSize, undefined));
      token = undefined;
      used.clear();
      yield { type: 'restart' };
      continue;
    }
    if (response.status !== 200) throw explainStatus(response, pathOfPage(read, pageSize, undefined));
    if (response.text.length > COMFORTABLE_PAGE) pageSize = shrinkPage(pageSize, response.text.length);
    const guess = guessNextToken(response.text);
    if (guess !== undefined && !used.has(guess)) ahead = askAhead(client, read, guess, pageSize, options);
    const page = await parseOrAskAgain(client, read, response, token, pageSize, options);
    if (page.next !== undefined && used.has(page.next))
      throw new RequestError('invalid-response', `list of ${read.served.kind}: the server repeats a page for ever`);
    yield { type: 'page', page: { read, objects: page.objects } };
    if (page.next === undefined) return;
    used.add(page.next);
    token = page.next;
  }
}

interface Ahead {
  readonly token: string;
  readonly answer: Promise<KubeResponse | { readonly error: unknown }>;
}

/** The page is asked for now; a failure waits until somebody looks. */
function askAhead(client: KubeClient, read: KindRead, token: string, pageSize: number, options: ListOptions): Ahead {
  const answer = requestPage(client, read, token, pageSize, options).catch((error: unknown) => ({ error }));
  return { token, answer };
}

async function takePage(
  client: KubeClient,
  read: KindRead,
  token: string | undefined,
  pageSize: number,
  ahead: Ahead | undefined,
  options: ListOptions,
): Promise<KubeResponse | 'too-large'> {
  try {
    if (ahead === undefined || ahead.token !== token) return await requestPage(client, read, token, pageSize, options);
    const answer = await ahead.answer;
    if ('error' in answer) throw answer.error;
    return answer;
  } catch (error) {
    if (error instanceof RequestError && error.reason === 'too-large' && pageSize > 1) return 'too-large';
    throw error;
  }
}

async function requestPage(
  client: KubeClient,
  read: KindRead,
  token: string | undefined,
  pageSize: number,
  options: ListOptions,
): Promise<KubeResponse> {
  const path = pathOfPage(read, pageSize, token);
  const deadline = options.deadline === undefined ? {} : { deadline: options.deadline };
  const response = await client.get(path, { accept: acceptOf(read), ...deadline });
  // An extension API server may refuse the whole Accept header because of its first part.
  return response.status === 406 && read.mode === 'metadata' ? client.get(path, deadline) : response;
}

async function parseOrAskAgain(
  client: KubeClient,
  read: KindRead,
  response: KubeResponse,
  token: string | undefined,
  pageSize: number,
  { deadline }: ListOptions,
): Promise<ParsedPage> {
  const path = pathOfPage(read, pageSize, token);
  let list: JsonObject;
  try {
    list = parseObject(response.text, path);
  } catch {
    // Garbled on its way: the same page once more.
    list = await readJson(client, path, { accept: acceptOf(read), ...(deadline === undefined ? {} : { deadline }) });
  }
  return parsePage(list, read);
}

/** The token in a 410 that stands for the rest of the list as it is now; older pages stay good. */
function offeredToken(response: KubeResponse): string | undefined {
  try {
    const token = asString(asJsonObject(parseObject(response.text, '')['metadata'])['continue']);
    return token === '' ? undefined : token;
  } catch {
    return undefined;
  }
}

function shrinkPage(pageSize: number, size: number): number {
  return Math.max(SMALLEST_PAGE, Math.floor((pageSize * COMFORTABLE_PAGE) / size));
}
