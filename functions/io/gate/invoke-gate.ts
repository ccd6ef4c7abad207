import {
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCompleteEvent,
  type InvokeWithResponseStreamResponseEvent,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { PlumblineError } from '../../core/errors.ts';
import type { GateFailure, GateMessage, GateProgress, GateResult } from '../../core/gate/gate-message.ts';
import type { GateRequest } from '../../core/gate/gate-request.ts';
import { stringifyJson } from '../../core/json.ts';
import { explainAnswer, explainInvocation } from './explain-invocation.ts';

/**
 * Invokes the function `gate` and waits for its verdict. Progress is always asked for: a connection that says nothing for minutes is cut by what
 * stands in between. Throws PlumblineError where the function could not be invoked, ended without a verdict, or says that the gate could not be made.
 */
export async function invokeGate(
  client: LambdaClient,
  functionName: string,
  request: GateRequest,
  onProgress: (progress: GateProgress) => void,
): Promise<GateResult> {
  let last: GateResult | GateFailure | undefined;
  const take = (message: GateMessage): void => {
    if (message.type === 'progress') onProgress(message);
    else last = message;
  };
  const complete = await readStream(client, functionName, { ...request, progress: true }, take);
  if (last?.type === 'result') return last;
  if (last !== undefined) throw new PlumblineError(last.code === 'unexpected' ? 'runtime' : last.code, last.message, adviceOf(last));
  throw explainAnswer(functionName, complete);
}

async function readStream(
  client: LambdaClient,
  functionName: string,
  request: GateRequest,
  take: (message: GateMessage) => void,
): Promise<InvokeWithResponseStreamCompleteEvent | undefined> {
  let complete: InvokeWithResponseStreamCompleteEvent | undefined;
  const lines = createLineSplitter((line) => take(parseMessage(line, functionName)));
  try {
    const command = new InvokeWithResponseStreamCommand({ FunctionName: functionName, Payload: Buffer.from(stringifyJson(request)) });
    const events: AsyncIterable<InvokeWithResponseStreamResponseEvent> | undefined = (await client.send(command)).EventStream;
    for await (const { PayloadChunk, InvokeComplete } of events ?? []) {
      if (PayloadChunk?.Payload !== undefined) lines.add(PayloadChunk.Payload);
      complete = InvokeComplete ?? complete;
    }
  } catch (error) {
    throw explainInvocation(error, functionName, await client.config.region().catch(() => undefined));
  }
  // Where the function did not come to its end, what it said last is half a line.
  if (complete !== undefined && complete.ErrorCode === undefined) lines.end();
  return complete;
}

function parseMessage(line: string, functionName: string): GateMessage {
  try {
    const message = JSON.parse(line) as GateMessage;
    if (message.type === 'progress' || message.type === 'result' || message.type === 'error') return message;
  } catch {
    // Told below: what the text is, is nobody's business.
  }
  throw new PlumblineError('runtime', `the function ${functionName} answers what no gate of Plumbline answers`, {
    advice: '--function names the gate of an installation: <installation>-gate.',
  });
}

function adviceOf({ advice }: GateFailure): { readonly advice?: string } {
  return advice === undefined ? {} : { advice };
}

/** Chunks end anywhere, in the middle of a character too. */
function createLineSplitter(take: (line: string) => void): { readonly add: (chunk: Uint8Array) => void; readonly end: () => void } {
  const decoder = new TextDecoder();
  let rest = '';
  const split = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') take(line);
  };
  return { add: (chunk) => split(decoder.decode(chunk, { stream: true })), end: () => split(`${decoder.decode()}\n`) };
}
