import type { RequestListener, Server } from 'node:http';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Certificate, createAuthority, issueCertificate } from './certificates.ts';

/** One request as the server saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

export interface FakeApiServer {
  readonly url: string;
  readonly port: number;
  readonly authority: Certificate;
  readonly seen: readonly SeenRequest[];
  readonly countConnections: () => number;
  /** Throws where anything but GET was ever sent: every test that stops its server proves that Plumbline only reads. */
  readonly stop: () => Promise<void>;
}

export interface FakeApiServerOptions {
  readonly listener: RequestListener;
  readonly authority?: Certificate;
  readonly certificate?: Certificate;
  readonly tls?: ServerOptions;
  /** Plain http. */
  readonly insecure?: true;
}

/** Starts an API server on loopback that answers as the listener says, over TLS with a certificate for 127.0.0.1. */
export async function startFakeApiServer(options: FakeApiServerOptions): Promise<FakeApiServer> {
  const authority = options.authority ?? createAuthority();
  const seen: SeenRequest[] = [];
  const listener: RequestListener = (incoming, outgoing) => {
    seen.push({ method: incoming.method ?? '', path: incoming.url ?? '', authorization: incoming.headers.authorization });
    options.listener(incoming, outgoing);
  };
  const { cert, key } = options.certificate ?? issueCertificate(authority, { name: 'kube-apiserver', hosts: ['127.0.0.1', 'localhost'] });
  const server: Server = options.insecure ? createHttpServer(listener) : createServer({ cert, key, ...options.tls }, listener);
  let connections = 0;
  server.on('connection', () => {
    connections++;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.insecure ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    authority,
    seen,
    countConnections: () => connections,
    async stop() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      const writes = seen.filter(({ method }) => method !== 'GET');
      if (writes.length > 0) throw new Error(`not only GET was sent: ${writes.map(({ method, path }) => `${method} ${path}`).join(', ')}`);
    },
  };
}
