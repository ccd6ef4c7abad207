import { RequestError } from './request-error.ts';
import type { RequestLimits } from './request-limits.ts';

const ADVICE = 'the API server or the network is slow, or a proxy holds the connection; try again, or allow more time';

/** Watches one request: no connection, no byte for too long, or no end by the deadline. */
export interface SilenceWatch {
  /** The connection stands, or a byte came. */
  readonly heard: () => void;
  readonly stop: () => void;
}

/** Calls `giveUp` once with a `timed-out` error whose message begins with `what`, unless stopped before. */
export function watchSilence(what: string, limits: RequestLimits, deadline: number, giveUp: (error: RequestError) => void): SilenceWatch {
  const fail = (how: string) => giveUp(new RequestError('timed-out', `${what}: ${how}`, { advice: ADVICE }));
  const overall = setTimeout(() => fail('no complete answer in the time there was'), Math.max(1, deadline - Date.now()));
  let silence = setTimeout(() => fail(`no connection within ${limits.connect / 1000} s`), limits.connect);
  let connected = false;
  return {
    heard() {
      if (connected) return void silence.refresh();
      connected = true;
      clearTimeout(silence);
      silence = setTimeout(() => fail(`not a single byte for ${limits.idle / 1000} s`), limits.idle);
    },
    stop() {
      clearTimeout(overall);
      clearTimeout(silence);
    },
  };
}
