import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, type Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { EventStreamCodec } from '@smithy/core/event-streams';

/** A handler as the Node.js runtime calls one that streams. */
export type StreamingFunction = (
  event: never,
  response: Writable,
  context: { readonly getRemainingTimeInMillis: () => number },
) => Promise<void>;

export interface StreamingLambda {
  readonly endpoint: string;
  /** Events as they came. */
  readonly events: unknown[];
  readonly stop: () => Promise<void>;
}

export interface StreamingLambdaOptions {
  /** Refuses every invocation with this error. */
  readonly refuse?: { readonly status: number; readonly error: string };
  /** After this many milliseconds a function is stopped. */
  readonly timeoutMs?: number;
  /** Cuts the connection once this much of an answer was sent. */
  readonly vanishAfter?: number;
}

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (string) => Buffer.from(string, 'utf8'),
);
const PATHS = /^\/(2015-03-31|2021-11-15)\/functions\/([^/]+)\/(invocations|response-streaming-invocations)$/;

/** The `Invoke` and `InvokeWithResponseStream` of Lambda on the loopback interface. The functions run in this process. */
export async function startStreamingLambda(
  functions: Readonly<Record<string, StreamingFunction>>,
  options: StreamingLambdaOptions = {},
): Promise<StreamingLambda> {
  const events: unknown[] = [];
  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, , name = '', operation] = PATHS.exec(request.url ?? '') ?? [];
    const event = JSON.parse((await text(request)) || 'null') as never;
    const run = functions[decodeURIComponent(name)];
    if (options.refuse) return refuse(response, options.refuse.status, options.refuse.error);
    if (run === undefined) return refuse(response, 404, 'ResourceNotFoundException');
    events.push(event);
    if (operation === 'invocations') await invoke(run, event, response, options);
    else await stream(run, event, response, options);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function refuse(response: ServerResponse, status: number, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': error }).end(JSON.stringify({ Message: error }));
}

/** Runs the function, and tells how it ended: `undefined` where all is well. */
async function runFunction(run: StreamingFunction, event: never, into: Writable, { timeoutMs = 60_000 }: StreamingLambdaOptions) {
  const end = Date.now() + timeoutMs;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<{ code: string; details: string }>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, {
      code: 'Unhandled',
      details: JSON.stringify({ errorMessage: 'Task timed out after 900.00 seconds' }),
    });
  });
  const done = run(event, into, { getRemainingTimeInMillis: () => end - Date.now() }).then(
    () => undefined,
    (error: Error) => ({ code: 'Unhandled', details: JSON.stringify({ errorMessage: error.message, errorType: error.name }) }),
  );
  try {
    return await Promise.race([done, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function invoke(run: StreamingFunction, event: never, response: ServerResponse, options: StreamingLambdaOptions): Promise<void> {
  const into = new PassThrough();
  const payload = text(into);
  const failure = await runFunction(run, event, into, options);
  if (!into.writableEnded) into.end();
  const body = await payload;
  response.writeHead(200, failure ? { 'x-amz-function-error': failure.code } : {}).end(failure?.details ?? body);
}

async function stream(run: StreamingFunction, event: never, response: ServerResponse, options: StreamingLambdaOptions): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream' });
  const into = new PassThrough();
  let sent = 0;
  into.on('data', (chunk: Buffer) => {
    // Cut where no line ends, as the service may.
    for (const part of [chunk.subarray(0, chunk.length >> 1), chunk.subarray(chunk.length >> 1)]) {
      sent += part.length;
      if (options.vanishAfter !== undefined && sent > options.vanishAfter) response.destroy();
      else if (part.length > 0) response.write(encode('PayloadChunk', 'application/octet-stream', part));
    }
  });
  const failure = await runFunction(run, event, into, options);
  if (!into.writableEnded) into.end();
  await new Promise((resolve) => (into.readableEnded ? resolve(undefined) : into.on('end', resolve)));
  const complete = failure === undefined ? {} : { ErrorCode: failure.code, ErrorDetails: failure.details };
  response.end(encode('InvokeComplete', 'application/json', Buffer.from(JSON.stringify(complete))));
}

function encode(event: string, contentType: string, body: Uint8Array): Uint8Array {
  return codec.encode({
    headers: {
      ':message-type': { type: 'string', value: 'event' },
      ':event-type': { type: 'string', value: event },
      ':content-type': { type: 'string', value: contentType },
    },
    body,
  });
}
