/**
 * Measures whole checks against the floor of the same run: `npm run bench [-- --json docs/bench.json] [COUNT…]` (default 1000 10000 50000).
 * Three runs each, the best counts: noise only ever adds. Prints ratios; asserts no time, but a check that is not in sync is an error.
 * `--json` keeps the figures, from which `npm run costs` computes.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { BenchFigures } from './figures.ts';
import { generateFiles } from './generate-objects.ts';

const run = promisify(execFile);
const RUNS = 3;
const bin = join(import.meta.dirname, '../../functions/cli/bin.js');
const { values, positionals } = parseArgs({ options: { json: { type: 'string' } }, allowPositionals: true });
const sizes = positionals.map(Number);
const scratch = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const figures: BenchFigures['checks'][number][] = [];

interface Measured {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly memory: number;
  readonly detail: {
    readonly verdict?: string;
    readonly cost?: { requests: number; bytes: number; peakMemory: number; seconds: Record<string, number> };
  };
}

async function measure(program: string, args: readonly string[]): Promise<Measured> {
  const began = performance.now();
  const file = join(scratch, 'processor-time');
  const preload = join(import.meta.dirname, 'report-processor-time.ts');
  const env = { ...process.env, BENCH_PROCESSOR_TIME: file };
  const { stdout } = await run(process.execPath, ['--import', preload, program, ...args], { maxBuffer: 2 ** 28, env });
  const seconds = (performance.now() - began) / 1000;
  const processorSeconds = Number(readFileSync(file, 'utf8'));
  const detail = JSON.parse(stdout) as Measured['detail'] & { peakMemory?: number };
  return { seconds, processorSeconds, memory: detail.cost?.peakMemory ?? detail.peakMemory ?? 0, detail };
}

async function measureBest(program: string, args: readonly string[]): Promise<Measured> {
  const all: Measured[] = [];
  for (let i = 0; i < RUNS; i++) all.push(await measure(program, args));
  const best = all.reduce((a, b) => (a.seconds <= b.seconds ? a : b));
  return { ...best, processorSeconds: Math.min(...all.map(({ processorSeconds }) => processorSeconds)) };
}

async function startServer(count: number): Promise<{ readonly url: string; readonly process: ChildProcess }> {
  const server = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), String(count)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => server.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())));
  return { url, process: server };
}

async function writeRepository(directory: string, count: number): Promise<void> {
  for (const { path, text } of generateFiles(count)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  const git = (...args: string[]) => run('git', ['-C', directory, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args]);
  await git('init', '-q', '-b', 'main');
  await git('add', '.');
  await git('commit', '-q', '-m', 'Generate objects');
}

const round = (seconds: number): number => Math.round(seconds * 100) / 100;
const mb = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;
const rows = [['objects', 'floor', 'check', 'ratio', 'memory', 'requests', 'stages']];
for (const count of sizes.length > 0 ? sizes : [1_000, 10_000, 50_000]) {
  const directory = mkdtempSync(join(scratch, 'cluster-'));
  const server = await startServer(count);
  try {
    const repository = join(directory, 'repository');
    await writeRepository(repository, count);
    const kubeconfig = join(directory, 'kubeconfig');
    writeFileSync(
      kubeconfig,
      JSON.stringify({
        'current-context': 'bench',
        clusters: [{ name: 'bench', cluster: { server: server.url } }],
        users: [{ name: 'bench', user: {} }],
        contexts: [{ name: 'bench', context: { cluster: 'bench', user: 'bench' } }],
      }),
    );
    const floor = await measureBest(join(import.meta.dirname, 'floor.ts'), [server.url]);
    const check = await measureBest(bin, ['check', '--source', repository, '--kubeconfig', kubeconfig, '--output', 'json', '--quiet']);
    const { verdict, cost } = check.detail;
    if (verdict !== 'in-sync') throw new Error(`a cluster made from git must be in sync, this one is ${verdict}`);
    figures.push({
      objects: count,
      seconds: round(check.seconds),
      processorSeconds: round(check.processorSeconds),
      floorSeconds: round(floor.seconds),
      peakMemory: check.memory,
      requests: cost?.requests ?? 0,
      bytes: cost?.bytes ?? 0,
    });
    rows.push([
      String(count),
      `${floor.seconds.toFixed(2)} s, ${mb(floor.memory)}`,
      `${check.seconds.toFixed(2)} s`,
      `${(check.seconds / floor.seconds).toFixed(1)}×`,
      mb(check.memory),
      String(cost?.requests),
      Object.entries(cost?.seconds ?? {})
        .map(([stage, seconds]) => `${stage} ${seconds.toFixed(2)}`)
        .join(', '),
    ]);
  } finally {
    server.process.kill();
    rmSync(directory, { recursive: true, force: true });
  }
}
rmSync(scratch, { recursive: true, force: true });
const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
for (const row of rows)
  process.stdout.write(
    `${row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()}\n`,
  );
if (values.json !== undefined) {
  const machine = `${availableParallelism()} processors, ${process.arch}, Node ${process.versions.node}`;
  const kept: BenchFigures = { measuredOn: new Date().toISOString().slice(0, 10), machine, checks: figures };
  writeFileSync(values.json, `${JSON.stringify(kept, null, 2)}\n`);
}
