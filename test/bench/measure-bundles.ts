/**
 * What each function weighs and how long it takes to load: `npm run measure`. Bundles every handler as it is deployed and imports it in a fresh process,
 * eleven times each, the functions in turn, so that a busy moment meets all of them. Prints the table of the README.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildHandler, listHandlers } from '../support/build-handler.ts';

const TIMES = 11;

/** Milliseconds that one import takes, by the process' own clock: its start is not counted. */
function measureImport(file: string): number {
  const script = `const begin = performance.now(); await import(${JSON.stringify(pathToFileURL(file).href)}); console.log(performance.now() - begin);`;
  const env = { PATH: process.env['PATH'], AWS_REGION: 'eu-west-1' };
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }).trim().split('\n').at(-1));
}

function findMedian(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const folder = mkdtempSync(join(tmpdir(), 'plumbline-measure-'));
try {
  const files = await Promise.all(listHandlers().map(async (name) => ({ name, file: await buildHandler(name, folder) })));
  const times = new Map<string, number[]>(files.map(({ name }) => [name, []]));
  for (let i = 0; i < TIMES; i++) for (const { name, file } of files) times.get(name)?.push(measureImport(file));
  const lines = files.map(({ name, file }) => {
    const measured = times.get(name) ?? [];
    const [size, median, best] = [statSync(file).size / 1024, findMedian(measured), Math.min(...measured)];
    return `| \`${name}\` | ${Math.round(size).toLocaleString('en')} | ${Math.round(median)} | ${Math.round(best)} |`;
  });
  process.stdout.write('| function | KiB, minified | import, ms (median of 11) | fastest |\n|---|---:|---:|---:|\n');
  process.stdout.write(`${lines.join('\n')}\n\nNode ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? 'processor'}.\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
