import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** How an invocation ended. `died`: it was killed; no `catch` and no `finally` of it ran. */
export type Ending = { readonly result: unknown } | { readonly error: string } | 'died';

/** A sandbox of Lambda: a bundled handler in a thread of its own, that takes one event after the other and can be killed in the middle of one. */
export interface HandlerProcess {
  readonly invoke: (event: unknown, remainingMs?: number) => Promise<Ending>;
  /** What runs does not run on, whatever it is about to do. The next event finds a new sandbox. */
  readonly kill: () => void;
  readonly stop: () => Promise<void>;
}

/** A sandbox for this bundle with these environment variables, and no others but the search path. */
export function createHandlerProcess(bundle: string, variables: Readonly<Record<string, string>>): HandlerProcess {
  let thread: Worker | undefined;
  let die: () => void = () => {};
  const start = (): Worker => {
    const env = { PATH: process.env['PATH'], ...variables };
    // What a handler logs is for its log group.
    return new Worker(join(import.meta.dirname, 'handler-thread.ts'), { workerData: { bundle }, env, stdout: true, stderr: true });
  };
  return {
    invoke: (event, remainingMs = 120_000) => {
      thread ??= start();
      const running = thread;
      return new Promise((resolve, reject) => {
        const end = (ending: Ending): void => {
          running.off('message', end).off('error', reject);
          resolve(ending);
        };
        die = () => end('died');
        running.on('message', end).on('error', reject);
        running.postMessage({ event, remainingMs });
      });
    },
    kill: () => {
      const killed = thread;
      thread = undefined;
      void killed?.terminate().then(die);
    },
    stop: async () => void (await thread?.terminate()),
  };
}
