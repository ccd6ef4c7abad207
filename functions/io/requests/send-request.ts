import { setTimeout as sleep } from 'node:timers/promises';
import { PlumblineError } from '../../core/errors.ts';
import { type Json, parseJson } from '../../core/json.ts';

/** One request to a provider. Whatever is secret in it is in no error. */
export interface ChannelRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; absent where there is nothing to send. */
  readonly body?: string;
}

/** What a provider answered for good: neither "later" nor "broken". */
export interface ChannelAnswer {
  readonly status: number;
  readonly text: string;
  /** Undefined where the text is no JSON. */
  readonly json: Json | undefined;
}

/** Sends until there is an answer. Rejects with PlumblineError `runtime` that names the host and no more of the address. */
export type SendRequest = (request: ChannelRequest) => Promise<ChannelAnswer>;

/** How patient a sender is. */
export interface SendLimits {
  /** Of one attempt, the answer's body included. */
  readonly timeoutMs: number;
  /** Of all waiting between attempts. */
  readonly budgetMs: number;
  readonly attempts: number;
  /** Before the second attempt; doubled each time, and up to as much again by chance. */
  readonly firstWaitMs: number;
}

export const DEFAULT_SEND_LIMITS: SendLimits = { timeoutMs: 10_000, budgetMs: 20_000, attempts: 4, firstWaitMs: 500 };

const LONGEST_ANSWER = 256 * 1024;
const LATER = 'It was not delivered; the next run tries again.';

/**
 * The one sender of all channels. Asked to come later (429) or told that the other side is broken (5xx) it comes again, as long as that fits the budget.
 * A connection that breaks is an error at once: nobody knows whether the message arrived. A redirect is never followed, since it would carry a credential
 * to wherever it points.
 */
export function createSendRequest(limits: SendLimits = DEFAULT_SEND_LIMITS): SendRequest {
  return async (request) => {
    const host = URL.canParse(request.url) ? new URL(request.url).host : 'an address that is none';
    let waited = 0;
    for (let attempt = 1; ; attempt++) {
      const { retryAfter, ...answer } = await attemptRequest(request, host, limits.timeoutMs);
      if (answer.status !== 429 && answer.status < 500) return answer;
      const backOff = limits.firstWaitMs * 2 ** (attempt - 1) * (1 + Math.random());
      const wait = retryAfter ?? backOff;
      const isLast = attempt >= limits.attempts || waited + wait > limits.budgetMs;
      if (isLast) throw giveUp(host, answer.status, attempt, retryAfter);
      await sleep(wait);
      waited += wait;
    }
  };
}

type Attempt = ChannelAnswer & { readonly retryAfter: number | undefined };

async function attemptRequest({ method, url, headers, body }: ChannelRequest, host: string, timeoutMs: number): Promise<Attempt> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        'user-agent': 'plumbline',
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await readText(response);
    if (response.status >= 300 && response.status < 400) {
      throw new PlumblineError('runtime', `${host} answered with a redirect, which is not followed`, { advice: 'Correct the address.' });
    }
    const json = parse(text);
    return {
      status: response.status,
      text,
      json,
      retryAfter: readRetryAfter(response.headers.get('retry-after'), response.headers.get('date')),
    };
  } catch (error) {
    if (error instanceof PlumblineError) throw error;
    throw new PlumblineError('runtime', `${host} ${describeFailure(error, timeoutMs)}`, { advice: LATER });
  }
}

/** Codes only: the message of a failure may repeat the address, and with it what is secret in it. */
function describeFailure(error: unknown, timeoutMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `did not answer within ${timeoutMs / 1000} s`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return `could not be reached, or hung up${/^[A-Z0-9_]{3,50}$/.test(code) ? ` (${code})` : ''}`;
}

function giveUp(host: string, status: number, attempts: number, retryAfter: number | undefined): PlumblineError {
  const times = attempts === 1 ? '' : ` ${attempts} times`;
  if (status !== 429) return new PlumblineError('runtime', `${host} answered ${status}${times}`, { advice: LATER });
  const wish = retryAfter === undefined ? '' : ` and asks to wait ${Math.ceil(retryAfter / 1000)} s`;
  return new PlumblineError('runtime', `${host} is asked too often (429)${times}${wish}`, { advice: LATER });
}

/** Milliseconds: the header has seconds, or a time on the clock of the one who sent it. */
function readRetryAfter(header: string | null, date: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Number(header) * 1000;
  const wait = Date.parse(header) - (date === null ? Date.now() : Date.parse(date));
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LONGEST_ANSWER) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
