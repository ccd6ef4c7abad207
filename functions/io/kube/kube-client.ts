import { BrokenAnswer } from './broken-answer.ts';
import { checkAnswer, messageOfAnswer, withoutQuery } from './check-answer.ts';
import type { Access } from './connection.ts';
import { ConnectionLost, RequestError } from './request-error.ts';
import { chooseBackoff, DEFAULT_LIMITS, parseRetryAfter, type RequestLimits } from './request-limits.ts';
import { type KubeResponse, type SendOptions, sendGet } from './send-get.ts';

const JSON_TYPE = 'application/json';
const RETRIED_STATUS: readonly number[] = [429, 500, 502, 503, 504];

/** `deadline`: when to give up, milliseconds since 1970, where that is sooner than the client's own limit. */
export interface KubeRequest {
  readonly accept?: string;
  readonly deadline?: number;
}

/**
 * Reads from one API server and can do nothing else. `get` takes a path with its query and resolves with whatever status the server insists on
 * (after retries where those may help); it rejects with RequestError where there is no usable answer, which includes a 401 that survived new credentials.
 */
export interface KubeClient {
  readonly server: string;
  readonly get: (path: string, request?: KubeRequest) => Promise<KubeResponse>;
  /** Requests sent, retries included, and bytes of their answers, up to now. */
  readonly cost: () => { readonly requests: number; readonly bytes: number };
  /** Ends what is under way; nothing is tried again. */
  readonly close: () => void;
}

/** The client over a way to an API server: sends, tries again where that may help, renews credentials once after a 401, counts. */
export function createKubeClient(access: Access, limits: RequestLimits = DEFAULT_LIMITS): KubeClient {
  const cost = { requests: 0, bytes: 0 };
  let answered = false;
  let closed = false;

  async function get(path: string, request: KubeRequest = {}): Promise<KubeResponse> {
    const deadline = Math.min(request.deadline ?? Number.POSITIVE_INFINITY, Date.now() + limits.total);
    const onBytes = (count: number) => {
      cost.bytes += count;
    };
    const options = { server: access.server, path, accept: request.accept ?? JSON_TYPE, limits, deadline, onBytes };
    let connection = await access.connect();
    let renewed = false;
    let attempt = 1;
    for (;;) {
      cost.requests++;
      const outcome = await attemptGet({ ...options, connection });
      if ('response' in outcome) answered = true;
      if ('response' in outcome && outcome.response.status === 401) {
        if (renewed) throw explainUnauthorized(access, outcome.response);
        renewed = true;
        connection = await access.renew(connection);
        continue;
      }
      const wait = chooseWait(outcome, attempt, answered, limits);
      if (wait === undefined || closed || Date.now() + wait >= deadline) {
        if ('error' in outcome) throw outcome.error;
        return outcome.response;
      }
      await new Promise((resolve) => setTimeout(resolve, wait));
      attempt++;
      connection = await access.connect();
    }
  }

  return {
    server: access.server.href.replace(/\/$/, ''),
    get,
    cost: () => ({ ...cost }),
    close() {
      closed = true;
      access.close();
    },
  };
}

type Outcome = { readonly response: KubeResponse } | { readonly error: RequestError };

async function attemptGet(options: SendOptions): Promise<Outcome> {
  try {
    const response = await sendGet(options);
    checkAnswer(response, options.path);
    return { response };
  } catch (error) {
    if (error instanceof BrokenAnswer)
      return { error: new CutAnswer('invalid-response', `the answer to ${withoutQuery(options.path)} ${error.message}`) };
    if (error instanceof RequestError) return { error };
    throw error;
  }
}

class CutAnswer extends RequestError {}

/** Milliseconds to wait before the next attempt, undefined where there is none. */
function chooseWait(outcome: Outcome, attempt: number, answered: boolean, limits: RequestLimits): number | undefined {
  if (attempt >= countAttempts(outcome, answered, limits)) return undefined;
  const asked = 'response' in outcome ? parseRetryAfter(outcome.response.headers['retry-after'], Date.now()) : undefined;
  return asked ?? chooseBackoff(attempt, limits);
}

function countAttempts(outcome: Outcome, answered: boolean, limits: RequestLimits): number {
  if ('response' in outcome) return RETRIED_STATUS.includes(outcome.response.status) ? limits.attempts : 1;
  if (outcome.error instanceof CutAnswer) return limits.attempts;
  // A server that was there and now refuses is restarting; one that was never there is the wrong address.
  if (outcome.error instanceof ConnectionLost) return outcome.error.cutOff || answered ? limits.attempts : 1;
  return outcome.error.reason === 'timed-out' ? Math.min(2, limits.attempts) : 1;
}

function explainUnauthorized(access: Access, response: KubeResponse): RequestError {
  const message = `the API server ${access.server.origin} does not accept the credentials: ${messageOfAnswer(response)}`;
  return new RequestError('unauthorized', message, {
    http: 401,
    advice: `${access.explainRefusal()}${describeClockSkew(response.headers.date)}`,
  });
}

/** A clause where the server's clock and this machine's are more than five minutes apart: tokens are then refused although they are good. */
function describeClockSkew(date: string | undefined): string {
  const minutes = Math.round((Date.parse(date ?? '') - Date.now()) / 60_000);
  if (Number.isNaN(minutes) || Math.abs(minutes) <= 5) return '';
  return `; the clocks differ: the server is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'ahead of' : 'behind'} this machine`;
}
