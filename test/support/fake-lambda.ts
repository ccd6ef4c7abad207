import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What a handler of ours is to Lambda. */
export type LambdaHandler = (event: never, context: { readonly getRemainingTimeInMillis: () => number }) => unknown;

/** A refusal of the service itself: the function was not run. */
export class InvocationRefused extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number) {
    super('Rate Exceeded.');
    this.code = code;
    this.status = status;
  }
}

export interface FakeLambda {
  readonly endpoint: string;
  readonly port: number;
  /** Names of functions and events, in the order in which they came. */
  readonly invocations: readonly { readonly name: string; readonly event: unknown }[];
  /** Where everything goes that is no invocation. */
  readonly passOnTo: (endpoint: string) => void;
  readonly stop: () => Promise<void>;
}

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

/**
 * The Invoke API of Lambda on the loopback interface, over handlers that run in this process; moto runs none. What a handler throws is answered as
 * the runtime of Node answers it, with `X-Amz-Function-Error`. Functions are named by the last part of their ARN. Every other request can be passed on to moto.
 */
export async function startFakeLambda(functions: Readonly<Record<string, LambdaHandler>>, remainingMs = 120_000): Promise<FakeLambda> {
  const invocations: { name: string; event: unknown }[] = [];
  let upstream: string | undefined;
  const server = createServer(async (incoming, outgoing) => {
    const { method, url = '/', headers } = incoming;
    const body = await buffer(incoming);
    const name =
      decodeURIComponent(INVOKE.exec(url)?.[1] ?? '')
        .split(':')
        .at(-1) ?? '';
    const handler = functions[name];
    if (name !== '' && handler !== undefined) {
      const event: unknown = JSON.parse(body.toString() || '{}');
      invocations.push({ name, event });
      return invoke(outgoing, async () => handler(event as never, { getRemainingTimeInMillis: () => remainingMs }));
    }
    if (name !== '' || upstream === undefined) return refuse(outgoing, new InvocationRefused('ResourceNotFoundException', 404));
    const passed = request(new URL(url, upstream), { method, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    passed.on('error', (error) => outgoing.writeHead(502).end(String(error)));
    passed.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    invocations,
    passOnTo: (endpoint) => {
      upstream = endpoint;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function invoke(outgoing: ServerResponse, run: () => Promise<unknown>): Promise<void> {
  try {
    const answer = (await run()) ?? null;
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  } catch (error) {
    if (error instanceof InvocationRefused) return refuse(outgoing, error);
    const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
    outgoing.writeHead(200, { 'content-type': 'application/json', 'x-amz-function-error': 'Unhandled' });
    outgoing.end(JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split('\n') }));
  }
}

function refuse(outgoing: ServerResponse, { code, status, message }: InvocationRefused): void {
  outgoing.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': code });
  outgoing.end(JSON.stringify({ Type: 'User', message }));
}
