import type { Writable } from 'node:stream';
import type { Json } from '../core/json.ts';

/** What Lambda tells a function of one invocation, as far as it is used. */
export interface InvocationContext {
  readonly getRemainingTimeInMillis: () => number;
}

/** A function that writes its response as it goes, and ends it. */
export type StreamingHandler = (event: Json, response: Writable, context: InvocationContext) => Promise<void>;

/** The part of Lambda's own Node.js runtime that is no module. */
interface LambdaRuntime {
  readonly streamifyResponse?: (handler: StreamingHandler) => StreamingHandler;
}

/**
 * Marks a handler as one that streams. A caller of `InvokeWithResponseStream` gets each part as it is written; a caller of `Invoke` waits, and gets
 * all of it at the end as one payload of 6 MB at most. Outside Lambda (a test, the bundle's own) the handler stays as it is.
 */
export function streamResponse(handler: StreamingHandler): StreamingHandler {
  // The SDK makes an `awslambda` of its own where the runtime made none.
  const { awslambda } = globalThis as typeof globalThis & { readonly awslambda?: LambdaRuntime };
  return awslambda?.streamifyResponse?.(handler) ?? handler;
}
