/** Serves a made-up cluster of so many objects on loopback until it is killed; prints its URL. `node test/bench/serve.ts COUNT` */
import { join } from 'node:path';
import { readRecording } from '../../functions/io/kube/recording.ts';
import { answerFromRecording } from '../../functions/io/kube/replay-responses.ts';
import { startReplayServer } from '../../functions/io/kube/replay-server.ts';
import { generatePages } from './generate-objects.ts';

const pages = new Map([...generatePages(Number(process.argv[2]))].map(([path, list]) => [path, list.map((page) => Buffer.from(page))]));
const recorded = answerFromRecording(await readRecording(join(import.meta.dirname, '../../functions/demo/recording')));
const empty = Buffer.from('{"kind":"List","apiVersion":"v1","metadata":{},"items":[]}');

const server = await startReplayServer((request) => {
  const url = new URL(request.path, 'http://localhost');
  const list = pages.get(url.pathname);
  const body = list?.[Number(url.searchParams.get('continue') ?? 0)];
  if (body) return { body };
  // Discovery and schemas are those of a real API server; lists of other kinds are empty.
  return url.searchParams.has('limit') ? { body: empty } : recorded(request);
});
process.stdout.write(`${server.url}\n`);
