/**
 * What each function weighs and how long it takes to load: `npm run measure`. Bundles every handler as it is deployed and imports it in a fresh process,
 * eleven times each, the functions in turn, so that a busy moment meets all of them. Prints the table of the README; on a machine that does other
 * things, the time of the processor says more than the clock.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildHandler, listHandlers } from '../support/build-handler.ts';

const TIMES = 11;

/** Milliseconds that one import takes, by the clock and of the processor; the start of the process is not counted. */
interface Import {
  readonly elapsed: number;
  readonly processor: number;
}

function measureImport(file: string): Import {
  const script = `
    const [begin, used] = [performance.now(), process.cpuUsage()];
    await import(${JSON.stringify(pathToFileURL(file).href)});
    const { user, system } = process.cpuUsage(used);
    console.log(JSON.stringify({ elapsed: performance.now() - begin, processor: (user + system) / 1000 }));`;
  const env = { PATH: process.env['PATH'], AWS_REGION: 'eu-west-1' };
  return JSON.parse(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' })) as Import;
}

function findMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const folder = mkdtempSync(join(tmpdir(), 'plumbline-measure-'));
try {
  const files = await Promise.all(listHandlers().map(async (name) => ({ name, file: await buildHandler(name, folder) })));
  const times = new Map<string, Import[]>(files.map(({ name }) => [name, []]));
  for (let i = 0; i < TIMES; i++) for (const { name, file } of files) times.get(name)?.push(measureImport(file));
  const lines = files.map(({ name, file }) => {
    const measured = times.get(name) ?? [];
    const median = (which: keyof Import): number => Math.round(findMedian(measured.map((each) => each[which])));
    return `| \`${name}\` | ${Math.round(statSync(file).size / 1024).toLocaleString('en')} | ${median('elapsed')} | ${median('processor')} |`;
  });
  process.stdout.write('| function | KiB, minified | import, ms | of the processor, ms |\n|---|---:|---:|---:|\n');
  process.stdout.write(
    `${lines.join('\n')}\n\nMedians of ${TIMES}; Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}.\n`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
