import type { KindRead, LivePage, UncheckedKind } from '../../core/live-state.ts';
import { describeUnread } from './describe-unread.ts';
import { forEachConcurrently } from './for-each-concurrently.ts';
import type { KubeClient } from './kube-client.ts';
import { listKind } from './list-kind.ts';
import { RequestError, toFatalError } from './request-error.ts';

export interface ReadLiveOptions {
  /** Lists at a time. */
  readonly concurrency?: number;
  /** Milliseconds since 1970: what is not read by then is unchecked. */
  readonly deadline?: number | undefined;
  readonly pageSize?: number;
  /** Reading of that kind waits until it is done. */
  readonly onPage: (page: LivePage) => void | Promise<void>;
  /** The kind is read from its beginning again: forget its pages. */
  readonly onRestart: (read: KindRead) => void;
  /** After each kind, read or not. */
  readonly onProgress?: (done: number, total: number) => void;
}

const CONCURRENCY = 6;
/** Kinds in a row that meet no server, or a server that knows us no more, before it is asked whether it is there at all. */
const SUSPICIOUS = 3;

/**
 * Lists every kind. One that cannot be read becomes an UncheckedKind (`declared: 0`, for the caller to fill in); pages of it that came before
 * the failure have been handed out and are to be forgotten. Throws PlumblineError where the API server as a whole is gone or refuses us.
 */
export async function readLive(client: KubeClient, reads: readonly KindRead[], options: ReadLiveOptions): Promise<UncheckedKind[]> {
  const unchecked = new Map<KindRead, UncheckedKind>();
  let inARow = 0;
  let done = 0;
  await forEachConcurrently(reads, options.concurrency ?? CONCURRENCY, async (read) => {
    try {
      await readKind(client, read, options);
      inARow = 0;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const suspicious = error.reason === 'unreachable' || error.reason === 'unauthorized';
      inARow = suspicious ? inARow + 1 : 0;
      if (inARow >= Math.min(SUSPICIOUS, reads.length)) {
        await confirmServer(client);
        inARow = 0;
      }
      unchecked.set(read, describeUnread(read, error));
    }
    options.onProgress?.(++done, reads.length);
  });
  return reads.flatMap((read) => unchecked.get(read) ?? []);
}

async function readKind(client: KubeClient, read: KindRead, options: ReadLiveOptions): Promise<void> {
  if (!read.served.verbs.includes('list')) throw new RequestError('no-list-verb', 'the server offers no list of this kind');
  for await (const event of listKind(client, read, options)) {
    if (event.type === 'page') await options.onPage(event.page);
    else options.onRestart(read);
  }
}

/** Any answer will do; without one, nothing that is still to be read can be. */
async function confirmServer(client: KubeClient): Promise<void> {
  try {
    await client.get('/version');
  } catch (error) {
    throw toFatalError(error);
  }
}
