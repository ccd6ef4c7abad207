import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { blameLines } from '../../functions/io/git/blame-lines.ts';
import { GitObjects } from '../../functions/io/git/git-objects.ts';
import { runGit } from '../support/git-repository.ts';
import { createRandom, type PlannedCommit, writeHistory } from '../support/history-repository.ts';

const FILES = 1000;
const COMMITS = 500;

/** Prints what it costs to ask who last set a line in each of a thousand files; `git blame` needs a process for each. */
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
try {
  writeHistory(folder, planCommits());
  runGit(folder, ['repack', '-adq']);
  const head = runGit(folder, ['rev-parse', 'main']);
  const wanted = Array.from({ length: FILES }, (_, i) => ({ file: nameFile(i), line: 8 }));
  const [started, processor] = [performance.now(), process.cpuUsage()];
  const told = blameLines(new GitObjects(join(folder, '.git')), head, wanted);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const before = performance.now();
  for (const { file, line } of wanted.slice(0, 20)) runGit(folder, ['blame', '--porcelain', '-L', `${line},${line}`, 'main', '--', file]);
  const floor = ((performance.now() - before) / 20) * (FILES / 1000);
  const commits = new Set(told.map((blame) => blame?.commit)).size;
  console.log(
    `blame: a line in each of ${FILES} files over ${COMMITS} commits: ${seconds.toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor), ${commits} commits named`,
  );
  console.log(`floor: git blame, a process for each file: ${floor.toFixed(2)} s, ratio ${(seconds / floor).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function nameFile(index: number): string {
  return `apps/team-${index % 40}/app-${index}/deployment.yaml`;
}

function planCommits(): PlannedCommit[] {
  const random = createRandom(1);
  const write = (index: number, replicas: number): string =>
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app-${index}\nspec:\n  selector:\n    matchLabels: {}\n  replicas: ${replicas}\n${'  # more\n'.repeat(60)}`;
  const all = Object.fromEntries(Array.from({ length: FILES }, (_, i) => [nameFile(i), write(i, 0)]));
  const changes = Array.from({ length: COMMITS - 1 }, (_, n): PlannedCommit => {
    const picked = Array.from({ length: 3 }, () => Math.floor(random() * FILES));
    return {
      parents: [n],
      files: Object.fromEntries(picked.map((i) => [nameFile(i), write(i, n + 1)])),
      message: `change ${n} (#${n + 1})`,
    };
  });
  return [{ parents: [], files: all, message: 'begin' }, ...changes];
}
