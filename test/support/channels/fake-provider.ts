import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ChannelConfig, ChannelType } from '../../../functions/core/config/channel-schema.ts';

/** A request as a provider sees it. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One incident as a provider knows it. */
export interface KnownIncident {
  readonly key: string;
  readonly state: 'open' | 'acknowledged' | 'closed';
}

/** What a provider of one channel is like: its interface, with its limits, in memory. */
export interface FakeChannel {
  readonly config: (url: string) => ChannelConfig;
  /** The text of the secret `channel-secret`; whatever of it is secret holds `CANARY`. */
  readonly secret: (url: string) => string;
  /** Answers as the provider does, and refuses what it refuses. */
  readonly answer: (exchange: Exchange) => Reply;
  /** Its own way of saying no; repeats what it was sent wherever it can. */
  readonly refuse: (exchange: Exchange) => Reply;
  readonly incidents: () => readonly KnownIncident[];
  /** Texts of a request in which the provider looks for markup. */
  readonly markup: (exchange: Exchange) => readonly string[];
}

/** Stands in every secret. */
export const CANARY = 'canary0123456789';

/** How a provider may fail. `busy`: 429 with Retry-After. */
export type Trouble = 'busy' | 'broken' | 'slow' | 'hang-up' | 'redirect' | 'refuse';

export interface Provider {
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  /** Lets the next requests fail. */
  readonly trouble: (trouble: Trouble, times: number, retryAfter?: string) => void;
  readonly stop: () => Promise<void>;
}

export type FakeChannels = { readonly [T in ChannelType]: () => FakeChannel };

/** Serves a fake channel on this machine. */
export async function startProvider(fake: FakeChannel): Promise<Provider> {
  const exchanges: Exchange[] = [];
  let pending: { trouble: Trouble; left: number; retryAfter: string } | undefined;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const exchange = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    exchanges.push(exchange);
    if (pending !== undefined && pending.left > 0) {
      pending.left--;
      fail(pending.trouble, pending.retryAfter, fake, exchange, response);
      return;
    }
    send(response, fake.answer(exchange));
  });
  // On a slow machine a server that ends idle connections may end one that a request is being written to.
  server.keepAliveTimeout = 0;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges,
    trouble: (trouble, times, retryAfter = '0') => {
      pending = { trouble, left: times, retryAfter };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function fail(trouble: Trouble, retryAfter: string, fake: FakeChannel, exchange: Exchange, response: ServerResponse): void {
  const echo = `no: ${exchange.path} ${exchange.headers.authorization ?? ''} ${exchange.body}`;
  switch (trouble) {
    case 'busy':
      send(response, { status: 429, headers: { 'retry-after': retryAfter }, body: echo });
      return;
    case 'broken':
      send(response, { status: 503, body: echo });
      return;
    case 'slow':
      return; // Never answers.
    case 'hang-up':
      response.destroy();
      return;
    case 'redirect':
      send(response, { status: 307, headers: { location: `http://${exchange.headers.host}/elsewhere` } });
      return;
    case 'refuse':
      send(response, fake.refuse(exchange));
  }
}

function send(response: ServerResponse, { status, headers = {}, body = '' }: Reply): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}

/** An answer in JSON. */
export function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value) };
}

/** All texts below a value that stand under one of these keys. */
export function collectTexts(value: unknown, isRead: (key: string, holder: Readonly<Record<string, unknown>>) => boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => collectTexts(item, isRead));
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Readonly<Record<string, unknown>>;
  return Object.entries(holder).flatMap(([key, item]) =>
    typeof item === 'string' ? (isRead(key, holder) ? [item] : []) : collectTexts(item, isRead),
  );
}
