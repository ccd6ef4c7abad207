import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { ControlPlane } from '../control-plane/start-control-plane.ts';

/** Runs the real kubectl as administrator and returns what it printed. Throws with what it complained of. */
export async function runKubectl(cluster: ControlPlane, args: readonly string[], input = ''): Promise<string> {
  // Its cache of discovery goes by address, and the next control plane may get the same one.
  const env = { ...process.env, KUBECONFIG: cluster.adminKubeconfigPath, KUBECACHEDIR: join(cluster.directory, 'kubectl-cache') };
  const child = spawn(cluster.kubectlPath, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  child.stdin.end(input);
  const [code, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')} failed:\n${errors}`);
  return output;
}
