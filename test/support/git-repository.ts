import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';

const ENVIRONMENT = {
  PATH: process.env['PATH'],
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
};

/** Files by path; a value `{ link }` is a symbolic link. */
export type Files = Readonly<Record<string, string | Uint8Array | { readonly link: string }>>;

/** A folder that is gone after the test. */
export function makeFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Runs the git binary in a folder, untouched by the configuration of the machine. `minute` is the time of a commit. */
export function runGit(folder: string, args: readonly string[], minute = 0): string {
  const date = new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  const env = { ...ENVIRONMENT, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  return execFileSync('git', ['-C', folder, '-c', 'gc.auto=0', '-c', 'protocol.file.allow=always', ...args], {
    env,
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

/** A repository with one commit of these files on `main`, made by the git binary. */
export function makeRepository(t: TestContext, files: Files): string {
  const folder = makeFolder(t);
  runGit(folder, ['init', '-q', '-b', 'main']);
  commitFiles(folder, files);
  return folder;
}

/** Writes files and commits everything; returns the commit. */
export function commitFiles(folder: string, files: Files, minute = 0): string {
  writeFiles(folder, files);
  runGit(folder, ['add', '-A']);
  runGit(folder, ['commit', '-q', '--allow-empty', '-m', `at ${minute}`], minute);
  return runGit(folder, ['rev-parse', 'HEAD']);
}

export function writeFiles(folder: string, files: Files): void {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === 'object' && 'link' in content) symlinkSync(content.link, file);
    else writeFileSync(file, content);
  }
}

/** A ConfigMap, the shortest manifest with a value in it. */
export function configMap(name: string, value = 'x'): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\ndata:\n  key: ${value}\n`;
}
