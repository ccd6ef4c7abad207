import { createServer, type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { createAuthority, issueCertificate } from './certificates.ts';
import { nameCall } from './name-call.ts';

/**
 * What becomes of one call. `refuse`: an error is answered, nothing was done. `lose`: it was done, an error is answered. `cut-before`, `cut-after`:
 * the same, but the connection breaks instead. `die-before`, `die-after`: the same, and who called is killed instead.
 */
export const WAYS = ['refuse', 'lose', 'cut-before', 'cut-after', 'die-before', 'die-after'] as const;
export type Way = (typeof WAYS)[number];

/** Decides what becomes of a call, by its name (`DynamoDB UpdateItem #2`: the second of its kind). May wait, which holds the call. */
export type Decide = (call: string) => Way | Answer | undefined | Promise<Way | Answer | undefined>;

/** An answer in place of the real one. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FaultRelay {
  /** Of AWS. */
  readonly endpoint: string;
  /** Of a git repository, at an address of its own for each name: nobody has it in a cache. */
  readonly gitUrl: (name: string) => string;
  /** Begins anew to count, and lets `decide` judge what comes; `answered` hears of each call when it is over. */
  readonly arm: (decide?: Decide, answered?: (call: string) => void) => void;
  /** The calls since then, in the order in which they came. */
  readonly calls: () => readonly string[];
  readonly stop: () => Promise<void>;
}

export interface Upstreams {
  readonly aws: string;
  readonly git: string;
  readonly cluster: string;
  /** Kills who calls. */
  readonly kill: () => void;
}

/** Everything that a handler calls goes through here: AWS, git and the API server of the cluster, which EKS is made to say is here too. */
export async function startFaultRelay(upstreams: Upstreams): Promise<FaultRelay> {
  const { aws, git, cluster, kill } = upstreams;
  const counts = new Map<string, number>();
  const calls: string[] = [];
  let decide: Decide = () => undefined;
  let answered: (call: string) => void = () => {};

  const handle = async (upstream: string, incoming: IncomingMessage, outgoing: ServerResponse, path: string): Promise<void> => {
    const body = await buffer(incoming);
    const plain = nameCall(incoming, body);
    const nth = (counts.get(plain) ?? 0) + 1;
    counts.set(plain, nth);
    const call = `${plain} #${nth}`;
    calls.push(call);
    const way = await decide(call);
    if (typeof way === 'object') return void outgoing.writeHead(way.status, way.headers).end(way.body);
    if (way === 'refuse') return answerError(incoming, outgoing);
    if (way === 'cut-before') return void outgoing.destroy();
    if (way === 'die-before') return kill();
    const answer = await (upstream === git ? forwardGit(path, incoming, body) : forward(new URL(path, upstream), incoming, body));
    if (way === 'lose') return answerError(incoming, outgoing);
    if (way === 'cut-after') return void outgoing.destroy();
    if (way === 'die-after') return kill();
    const text = rewrite(incoming, answer.body);
    const length = incoming.method === 'HEAD' ? {} : { 'content-length': text.length };
    answered(call);
    outgoing.writeHead(answer.status, { ...answer.headers, ...length }).end(text);
  };

  /** The repository does not change, and each request to it costs a process: the second of its kind is answered as the first was. */
  const known = new Map<string, ReturnType<typeof forward>>();
  const forwardGit = (path: string, incoming: IncomingMessage, body: Buffer): ReturnType<typeof forward> => {
    const { authorization, 'git-protocol': protocol } = incoming.headers;
    const key = [incoming.method, path, authorization, protocol, body.toString('base64')].join(' ');
    const answer = known.get(key) ?? forward(new URL(path, git), incoming, body);
    known.set(key, answer);
    return answer;
  };

  const authority = createAuthority();
  const { cert, key } = issueCertificate(authority, { name: 'kube-apiserver', hosts: ['127.0.0.1'] });
  const secure = createSecureServer(
    { cert, key },
    guard((incoming, outgoing) => handle(cluster, incoming, outgoing, incoming.url ?? '/')),
  );
  const plain = createServer(
    guard((incoming, outgoing) => {
      const url = incoming.url ?? '/';
      const path = /^\/git\/[^/]+(\/.*)$/.exec(url)?.[1];
      return path === undefined ? handle(aws, incoming, outgoing, url) : handle(git, incoming, outgoing, path);
    }),
  );
  const [endpoint, clusterUrl] = [`http://127.0.0.1:${await listen(plain)}`, `https://127.0.0.1:${await listen(secure)}`];

  /** EKS tells of every cluster that it is here. */
  function rewrite({ method, url = '' }: IncomingMessage, body: Buffer): Buffer {
    if (method !== 'GET' || !/^\/clusters\/[^/?]+$/.test(url)) return body;
    const told = JSON.parse(body.toString()) as { readonly cluster?: object };
    if (told.cluster === undefined) return body;
    const certificateAuthority = { data: Buffer.from(authority.cert).toString('base64') };
    return Buffer.from(JSON.stringify({ cluster: { ...told.cluster, endpoint: clusterUrl, certificateAuthority } }));
  }

  return {
    endpoint,
    gitUrl: (name) => `${endpoint}/git/${name}/repository.git`,
    arm: (judge = () => undefined, hear = () => {}) => {
      counts.clear();
      calls.length = 0;
      decide = judge;
      answered = hear;
    },
    calls: () => [...calls],
    stop: async () => void (await Promise.all([plain, secure].map(close))),
  };
}

function guard(handle: (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>): RequestListener {
  // Who was killed hears nothing more, and does not finish what it said.
  return (incoming, outgoing) => void handle(incoming, outgoing).catch(() => outgoing.destroy());
}

function forward(
  url: URL,
  { method, headers }: IncomingMessage,
  body: Buffer,
): Promise<Omit<Answer, 'headers' | 'body'> & { headers: object; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const passed = request(url, { method, headers }, async (response) => {
      const { 'transfer-encoding': _whole, ...kept } = response.headers;
      resolve({ status: response.statusCode ?? 502, headers: kept, body: await buffer(response) });
    });
    passed.on('error', reject).end(body);
  });
}

/** An error of the kind that nobody tries again, in the words of S3, of the JSON and query protocols of AWS, or of an API server. */
function answerError({ headers, method }: IncomingMessage, outgoing: ServerResponse): void {
  const isJson = headers['x-amz-target'] !== undefined || headers.accept?.includes('json') || headers['user-agent'] === 'plumbline';
  const json = JSON.stringify({ __type: 'InjectedFault', kind: 'Status', status: 'Failure', code: 400, message: 'injected' });
  const xml = '<ErrorResponse><Error><Code>InjectedFault</Code><Message>injected</Message></Error></ErrorResponse>';
  outgoing.writeHead(400, { 'content-type': isJson ? 'application/json' : 'application/xml' });
  outgoing.end(method === 'HEAD' ? undefined : isJson ? json : xml);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

function close(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
