import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { DriftReport } from '../../../functions/core/report.ts';
import type { ControlPlane } from '../control-plane/start-control-plane.ts';

/** What a run of the command line left: its exit code, and the report it printed. */
export interface PlumblineRun {
  readonly code: number | null;
  readonly report: DriftReport;
}

const program = join(import.meta.dirname, '../../../functions/cli/bin.js');

/** Runs `plumbline check` as the reader, the way people do, and reads its JSON. Throws with what it complained of when there is none. */
export async function runPlumbline(cluster: ControlPlane, repository: string, args: readonly string[] = []): Promise<PlumblineRun> {
  const flags = ['check', '--source', repository, '--kubeconfig', cluster.readerKubeconfigPath, '--output', 'json', '--quiet', ...args];
  const env = { ...process.env, XDG_CACHE_HOME: join(cluster.directory, 'plumbline-cache'), HOME: cluster.directory };
  const child = spawn(process.execPath, [program, ...flags], { env, cwd: cluster.directory, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code === 2 || output === '') throw new Error(`plumbline ended with ${code}:\n${errors}`);
  return { code, report: JSON.parse(output) as DriftReport };
}
