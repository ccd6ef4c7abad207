import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { GitHttpRequest, GitHttpResponse, HttpClient } from 'isomorphic-git';
import { lookUpPublic, refusePrivateUrl } from '../requests/public-addresses.ts';

/** A connection that ended before the answer did. */
export class BrokenTransfer extends Error {}

/** Longest silence of a server that is still taken for work in progress. */
const IDLE_MS = 60_000;
const MAX_REDIRECTS = 5;

/** The HTTP client for isomorphic-git, with what its own lacks: an end when `signal` fires or the server falls silent. `close` ends its connections. */
export interface GitHttp extends HttpClient {
  close(): void;
}

/** What a client trusts, and whom it speaks to. `publicOnly`: refuse private, local and reserved addresses, wherever a redirect leads. */
export interface GitHttpSettings {
  readonly certificateAuthority?: string | undefined;
  readonly publicOnly?: boolean | undefined;
}

/** Builds the client. It follows redirects, but carries credentials to no other host and never from https to http. */
export function buildGitHttp(signal: AbortSignal, { certificateAuthority, publicOnly = false }: GitHttpSettings): GitHttp {
  const guard = publicOnly ? { lookup: lookUpPublic } : {};
  const http = new HttpAgent({ keepAlive: true, ...guard });
  const https = new HttpsAgent({ keepAlive: true, ...guard, ...(certificateAuthority === undefined ? {} : { ca: certificateAuthority }) });
  return {
    request: (request) => send(request, 0),
    close() {
      http.destroy();
      https.destroy();
    },
  };

  async function send(request: GitHttpRequest, redirects: number): Promise<GitHttpResponse> {
    const body = request.body === undefined ? undefined : await join(request.body);
    const response = await open(request, body);
    const location = response.headers.location;
    if (location !== undefined && [301, 302, 303, 307, 308].includes(response.statusCode ?? 0) && redirects < MAX_REDIRECTS) {
      response.resume();
      return send(redirect(request, location, body), redirects + 1);
    }
    return {
      url: request.url,
      statusCode: response.statusCode ?? 0,
      statusMessage: response.statusMessage ?? '',
      headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
      // Read to the end here: isomorphic-git never returns when a stream fails under its hands.
      body: iterate([await collect(response)]),
    };
  }

  async function open(request: GitHttpRequest, body: Buffer | undefined): Promise<IncomingMessage> {
    if (publicOnly) refusePrivateUrl(request.url);
    const secure = request.url.startsWith('https:');
    const options = {
      method: request.method ?? 'GET',
      headers: { ...request.headers, ...(body && { 'content-length': String(body.length) }) },
      agent: secure ? https : http,
      signal,
    };
    return new Promise((resolve, reject) => {
      const sent = secure ? httpsRequest(request.url, options, resolve) : httpRequest(request.url, options, resolve);
      sent.setTimeout(IDLE_MS, () => sent.destroy(new BrokenTransfer(`nothing came for ${IDLE_MS / 1000} s`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

function redirect(request: GitHttpRequest, location: string, body: Buffer | undefined): GitHttpRequest {
  const from = new URL(request.url);
  const to = new URL(location, from);
  if (from.protocol === 'https:' && to.protocol !== 'https:') throw new BrokenTransfer('redirected from https to something else');
  const headers = Object.entries(request.headers ?? {}).filter(
    ([name]) => from.origin === to.origin || name.toLowerCase() !== 'authorization',
  );
  return { ...request, url: to.toString(), headers: Object.fromEntries(headers), ...(body && { body: iterate([body]) }) };
}

async function join(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Buffer> {
  const joined: Uint8Array[] = [];
  for await (const chunk of chunks) joined.push(chunk);
  return Buffer.concat(joined);
}

async function collect(response: IncomingMessage): Promise<Uint8Array> {
  try {
    return await join(response);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    throw new BrokenTransfer('the connection ended before the answer did');
  }
}

async function* iterate(chunks: readonly Uint8Array[]): AsyncIterableIterator<Uint8Array> {
  yield* chunks;
}
