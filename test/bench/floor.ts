/** The least that any check must do: list every kind that git names in pages of 500 and parse the JSON. `node test/bench/floor.ts URL` */
import { Agent, get } from 'node:http';
import { GENERATED_KINDS, PAGE_SIZE } from './generate-objects.ts';

const agent = new Agent({ keepAlive: true });
const server = process.argv[2] ?? '';

function read(path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(`${server}${path}`, { agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
      response.on('error', reject);
    }).on('error', reject);
  });
}

let objects = 0;
for (const { path } of GENERATED_KINDS) {
  let next = '';
  do {
    const list = JSON.parse(await read(`${path}?limit=${PAGE_SIZE}${next && `&continue=${next}`}`)) as {
      items: unknown[];
      metadata: { continue?: string };
    };
    objects += list.items.length;
    next = list.metadata.continue ?? '';
  } while (next !== '');
}
agent.destroy();
process.stdout.write(`${JSON.stringify({ objects, peakMemory: process.resourceUsage().maxRSS * 1024 })}\n`);
