import { lookup as resolveName } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { chooseUsername, type GitCredentials } from '../git/git-credentials.ts';
import { type AddressClass, judgeAddress } from './judge-address.ts';
import { RenderRefusal } from './render-refusal.ts';

/** What may be fetched. */
export interface FetchRules {
  /** Hosts that the operator names (`chartHosts`): they may have private addresses, and archives may come from them whoever refers there. */
  readonly hosts: readonly string[];
  /** From the first byte sent to the last one received, redirects included. */
  readonly timeoutMs: number;
  /** Plain http, and addresses of this machine; `https`: those addresses, and no plain http. */
  readonly allowLoopback: boolean | 'https';
  /** The credentials for an address, where the operator named a secret for what it is below. Absent: nobody is shown any. */
  readonly credentialsFor?: (url: string) => Promise<GitCredentials | undefined>;
}

export interface FetchedBytes {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Uint8Array;
}

const MOST_REDIRECTS = 5;

/**
 * Fetches one address of an allowed host over https: `host` and those that the operator names. The address that is connected to is the one that was
 * judged; a redirect is followed to allowed hosts only, and shown no credential. Throws RenderRefusal that names the host and says what to do; never more of an address.
 */
export async function fetchBytes(
  url: string,
  host: string,
  rules: FetchRules,
  { headers = {}, limit }: { readonly headers?: Readonly<Record<string, string>>; readonly limit: number },
): Promise<FetchedBytes> {
  const deadline = AbortSignal.timeout(rules.timeoutMs);
  let at = new URL(url);
  const asked = headers['authorization'] === undefined ? { ...headers, ...(await authorize(url, rules)) } : headers;
  for (let redirects = 0; ; redirects++) {
    refuseUrl(at, host, rules);
    // What is for one address is not shown to another.
    const shown = redirects === 0 ? asked : headers['accept'] === undefined ? {} : { accept: headers['accept'] };
    const fetched = await fetchOnce(at, shown, limit, rules, deadline);
    const target = fetched.headers.location;
    if (fetched.status < 300 || fetched.status >= 400 || target === undefined) return fetched;
    if (redirects >= MOST_REDIRECTS) throw new RenderRefusal(`${at.host} redirects without end`);
    if (!URL.canParse(target, at.href)) throw new RenderRefusal(`${at.host} redirects to what is no address`);
    at = new URL(target, at);
  }
}

/** The header for an address that there are credentials for: with a name or without, as hosts of charts take them. */
async function authorize(url: string, { credentialsFor }: FetchRules): Promise<{ readonly authorization?: string }> {
  const credentials = await credentialsFor?.(url);
  if (credentials === undefined) return {};
  return {
    authorization: credentials.username === undefined ? `Bearer ${credentials.password}` : encodeBasic(credentials, new URL(url).hostname),
  };
}

/** Name and password, as registries take them. */
export function encodeBasic(credentials: GitCredentials, host: string): string {
  return `Basic ${Buffer.from(`${chooseUsername(credentials, host)}:${credentials.password}`).toString('base64')}`;
}

function refuseUrl(url: URL, host: string, { hosts, allowLoopback }: FetchRules): void {
  const isPlain = url.protocol === 'http:' && allowLoopback === true;
  if (url.protocol !== 'https:' && !isPlain)
    throw new RenderRefusal(`${url.host} is asked over ${url.protocol.slice(0, -1)}: charts come over https`);
  if (url.host !== host && !hosts.includes(url.host) && !hosts.includes(url.hostname)) {
    throw new RenderRefusal(`${host} refers to ${url.host}, another host: name it in chartHosts of the configuration if it may be asked`);
  }
}

function fetchOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  limit: number,
  rules: FetchRules,
  signal: AbortSignal,
): Promise<FetchedBytes> {
  const isNamed = rules.hosts.includes(url.host) || rules.hosts.includes(url.hostname);
  const accepts = (kind: AddressClass): boolean => kind === 'public' || (kind === 'private' ? isNamed : rules.allowLoopback !== false);
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(literal) !== 0 && !accepts(judgeAddress(literal))) throw refuseAddress(url);
  return new Promise((done, fail) => {
    const options = { headers: { 'user-agent': 'plumbline', ...headers }, signal, agent: false, lookup: lookupJudged(accepts) };
    const receive = (response: IncomingMessage): void => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > limit) request.destroy(new RenderRefusal(`${url.host} sends more than ${Math.floor(limit / 1_000_000)} MB`));
        else chunks.push(chunk);
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(chunks) }));
      response.on('error', (error) => fail(describe(error, url, rules)));
    };
    const request = url.protocol === 'http:' ? requestHttp(url, options, receive) : requestHttps(url, options, receive);
    request.on('error', (error) => fail(describe(error, url, rules)));
    request.end();
  });
}

/** Resolves a name to those of its addresses that may be connected to. */
function lookupJudged(accepts: (kind: AddressClass) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      const good = addresses.filter(({ address }) => accepts(judgeAddress(address)));
      const [first] = good;
      if (first === undefined) return callback(Object.assign(new Error('refused'), { code: 'EREFUSEDADDRESS' }), '', 0);
      if (options.all) callback(null, good);
      else callback(null, first.address, first.family);
    });
  };
}

function refuseAddress(url: URL): RenderRefusal {
  return new RenderRefusal(
    `${url.host} is an address of this machine, of its network or of its cloud, where charts are not fetched; a host with a private address is named in chartHosts`,
  );
}

function describe(error: Error, url: URL, { timeoutMs }: FetchRules): Error {
  if (error instanceof RenderRefusal) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EREFUSEDADDRESS') return refuseAddress(url);
  if (error.name === 'AbortError' || error.name === 'TimeoutError')
    return new RenderRefusal(`${url.host} did not answer within ${timeoutMs / 1000} s`);
  return new RenderRefusal(`${url.host} could not be reached${/^[A-Z0-9_]{3,50}$/.test(code) ? ` (${code})` : ''}`);
}
