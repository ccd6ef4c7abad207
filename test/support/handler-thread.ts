/** The inside of a `HandlerProcess`: loads a bundled handler once, as a sandbox of Lambda does, and answers event for event. */
import { parentPort, workerData } from 'node:worker_threads';

const { handler } = (await import(workerData.bundle)) as { handler: (event: unknown, context: object) => Promise<unknown> };

parentPort?.on('message', async ({ event, remainingMs }: { readonly event: unknown; readonly remainingMs: number }) => {
  const end = Date.now() + remainingMs;
  try {
    const result = await handler(event, { getRemainingTimeInMillis: () => end - Date.now() });
    parentPort?.postMessage({ result });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
