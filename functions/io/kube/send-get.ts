import http, { type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { type PeerCertificate, TLSSocket } from 'node:tls';
import { messageOf } from '../../core/errors.ts';
import { BrokenAnswer } from './broken-answer.ts';
import { withoutQuery } from './check-answer.ts';
import type { Connection } from './connection.ts';
import { codeOf, explainFailure } from './explain-failure.ts';
import { decodeBody, readWireBytes } from './read-body.ts';
import { ConnectionLost, RequestError } from './request-error.ts';
import type { RequestLimits } from './request-limits.ts';
import { watchSilence } from './watch-silence.ts';

/** The only method that ever goes to a cluster; nothing takes another as a parameter. */
const METHOD = 'GET';

/** `wireBytes`: size of the body as it was sent, compressed where it was. */
export interface KubeResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly wireBytes: number;
}

export interface SendOptions {
  readonly server: URL;
  readonly path: string;
  readonly accept: string;
  readonly connection: Connection;
  readonly limits: RequestLimits;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** Told of every piece of a body as it arrives, also of answers that are cut later. */
  readonly onBytes: (count: number) => void;
}

/** Sends one request, once. This is the only place in Plumbline from which a request goes to a cluster. Follows no redirect. */
export function sendGet({ server, path, accept, connection, limits, deadline, onBytes }: SendOptions): Promise<KubeResponse> {
  return new Promise((resolve, reject) => {
    let certificate: PeerCertificate | undefined;
    let incoming: IncomingMessage | undefined;
    const request = (server.protocol === 'http:' ? http : https).request(joinUrl(server, path), {
      method: METHOD,
      agent: connection.agent,
      headers: { ...connection.headers, accept, 'accept-encoding': 'gzip', 'user-agent': 'plumbline' },
    });
    const watch = watchSilence(withoutQuery(path), limits, deadline, (error) => (incoming ?? request).destroy(error));
    request.on('socket', (socket) => {
      if (request.reusedSocket) return watch.heard();
      const secured = socket instanceof TLSSocket;
      // Before Node's own listener, which destroys the socket where the certificate is not good.
      if (secured) socket.prependOnceListener('secure', () => (certificate = socket.getPeerCertificate()));
      socket.once(secured ? 'secureConnect' : 'connect', watch.heard);
    });
    request.on('response', async (response) => {
      incoming = response;
      watch.heard();
      try {
        const bytes = await readWireBytes(response, limits.largestBody, (count) => {
          watch.heard();
          onBytes(count);
        });
        const text = await decodeBody(bytes, response.headers['content-encoding'], limits.largestBody);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, wireBytes: bytes.length });
      } catch (error) {
        request.destroy();
        reject(
          error instanceof BrokenAnswer || error instanceof RequestError ? error : new BrokenAnswer(`is unreadable (${messageOf(error)})`),
        );
      } finally {
        watch.stop();
      }
    });
    request.on('error', (error) => {
      watch.stop();
      if (error instanceof RequestError) return reject(error);
      if (codeOf(error).startsWith('HPE_')) return reject(new BrokenAnswer(`is not HTTP (${error.message})`));
      reject(new ConnectionLost(explainFailure(error, { server, certificate, now: new Date() }), codeOf(error)));
    });
    request.end();
  });
}

function joinUrl(server: URL, path: string): URL {
  return new URL(`${server.origin}${server.pathname.replace(/\/$/, '')}${path}`);
}
