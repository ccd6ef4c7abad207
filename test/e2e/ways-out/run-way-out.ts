import { spawn } from 'node:child_process';
import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ControlPlane } from '../control-plane/start-control-plane.ts';

const program = join(import.meta.dirname, '../../../functions/cli/bin.js');

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs `plumbline restore` or `adopt` as the reader, over a repository. */
export function runWayOut(cluster: ControlPlane, repository: string, args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, XDG_CACHE_HOME: join(cluster.directory, 'plumbline-cache'), HOME: cluster.directory };
  return run(process.execPath, [program, ...args, '--source', repository, '--kubeconfig', cluster.readerKubeconfigPath], repository, env);
}

/** Runs a script with a shell in a folder, where `kubectl` is the real one, as administrator. */
export async function runScript(cluster: ControlPlane, folder: string, script: string): Promise<Ended> {
  const programs = join(cluster.directory, 'programs');
  await mkdir(programs, { recursive: true });
  await symlink(cluster.kubectlPath, join(programs, 'kubectl')).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const env = {
    ...process.env,
    PATH: `${programs}:${process.env['PATH']}`,
    KUBECONFIG: cluster.adminKubeconfigPath,
    KUBECACHEDIR: join(cluster.directory, 'kubectl-cache'),
  };
  return run('sh', ['-e'], folder, env, script);
}

async function run(file: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, input = ''): Promise<Ended> {
  const child = spawn(file, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  child.stdin.end(input);
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, output, errors };
}
