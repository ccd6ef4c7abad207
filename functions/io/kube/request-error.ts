import { PlumblineError } from '../../core/errors.ts';
import type { UncheckedKindReason } from '../../core/live-state.ts';

/** `too-large`: a list then asks for smaller pages. */
export type RequestFailure = Exclude<UncheckedKindReason, 'not-served'> | 'too-large';

interface RequestErrorOptions {
  readonly advice?: string | undefined;
  readonly http?: number;
}

/** One request that gave no usable answer: data for the kind it was about, fatal where the whole check depends on it. Holds no credential. */
export class RequestError extends Error {
  readonly reason: RequestFailure;
  readonly advice: string | undefined;
  /** Status, where the server gave one. */
  readonly http: number | undefined;

  constructor(reason: RequestFailure, message: string, options: RequestErrorOptions = {}) {
    super(message);
    this.name = 'RequestError';
    this.reason = reason;
    this.advice = options.advice;
    this.http = options.http;
  }
}

const CUT_OFF: readonly string[] = ['ECONNRESET', 'EPIPE', 'ECONNABORTED'];

const NO_WAY: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_PROXY_TUNNEL',
];

/**
 * No connection, or none that lasted until an answer. `cutOff`: it stood and was cut, as a restarting server or an idle load balancer does.
 * `isNetwork`: it is the way that is missing, and not TLS that failed. `code`: what Node calls it, '' where it has no name.
 */
export class ConnectionLost extends RequestError {
  readonly cutOff: boolean;
  readonly isNetwork: boolean;
  readonly code: string;

  constructor(explained: RequestError, code: string) {
    super(explained.reason, explained.message, { advice: explained.advice });
    this.cutOff = CUT_OFF.includes(code);
    this.isNetwork = this.cutOff || NO_WAY.includes(code);
    this.code = code;
  }
}

/** The same failure where nothing can be checked without the answer. Anything but a RequestError comes back as it was. */
export function toFatalError(error: unknown): unknown {
  if (!(error instanceof RequestError)) return error;
  const refused = error.reason === 'unauthorized' || error.reason === 'forbidden';
  const options = error.advice === undefined ? {} : { advice: error.advice };
  return new PlumblineError(refused ? 'authentication' : 'unreachable', error.message, { ...options, cause: error });
}
