import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readRecording } from './recording.ts';
import { answerFromRecording, type ReplayRequest, type ReplayResponses } from './replay-responses.ts';

export interface ReplayServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Handles a request in another way than the recording would; true where it did. For tests of what a server may do wrong. */
export type Misbehave = (request: ReplayRequest, incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

/** Answers GET as an API server did. Every other method is refused with 405. */
export function createReplayListener(responses: ReplayResponses, misbehave: Misbehave = () => false): RequestListener {
  return (incoming, outgoing) => {
    const request = { path: incoming.url ?? '/', accept: incoming.headers.accept ?? 'application/json' };
    if (misbehave(request, incoming, outgoing)) return;
    if (incoming.method !== 'GET') return sendStatus(outgoing, 405, `${incoming.method} is not allowed: this server only reads`);
    const response = responses(request);
    if (response === undefined)
      return sendStatus(outgoing, 404, `the server could not find the requested resource (${request.path.split('?')[0]})`);
    outgoing.writeHead(response.status ?? 200, {
      'content-type': response.contentType ?? 'application/json',
      ...(response.encoding === undefined ? {} : { 'content-encoding': response.encoding }),
      ...response.headers,
      'content-length': Buffer.byteLength(response.body),
    });
    outgoing.end(response.body);
  };
}

/** Serves a recording, or answers of any other origin, on the loopback interface. */
export async function startReplayServer(source: string | ReplayResponses, misbehave?: Misbehave): Promise<ReplayServer> {
  const responses = typeof source === 'string' ? answerFromRecording(await readRecording(source)) : source;
  const server = createServer(createReplayListener(responses, misbehave));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends a failure the way an API server words it. */
export function sendStatus(outgoing: ServerResponse, code: number, message: string, more: Readonly<Record<string, unknown>> = {}): void {
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, code, ...more };
  outgoing.writeHead(code, { 'content-type': 'application/json' });
  outgoing.end(JSON.stringify(status));
}
