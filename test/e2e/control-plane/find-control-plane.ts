import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type ControlPlaneBinaries, findBinariesIn, findBuiltBinaries } from './binaries.ts';
import { defaultMinor, type KubernetesMinor } from './versions.ts';

const execFileAsync = promisify(execFile);

/** How a control plane of one version can be had on this machine: at once, after some minutes of building, or not. */
export type ControlPlaneSearch =
  | { found: 'assets'; binaries: ControlPlaneBinaries }
  | { found: 'buildable'; minor: KubernetesMinor }
  | { found: 'absent'; reason: string };

/**
 * Looks in `$KUBEBUILDER_ASSETS`, then among earlier builds, then for a Go toolchain. Assets of another minor version than the one asked for
 * do not count; a caller that asks for none takes whichever lies there.
 */
export async function findControlPlane(minor?: KubernetesMinor): Promise<ControlPlaneSearch> {
  const assets = findBinariesIn(process.env['KUBEBUILDER_ASSETS'] ?? '');
  if (assets !== null && (minor === undefined || (await readMinor(assets.apiServer)) === minor))
    return { found: 'assets', binaries: assets };
  const wanted = minor ?? defaultMinor;
  const built = findBuiltBinaries(wanted);
  if (built !== null) return { found: 'assets', binaries: built };
  if (await hasGo(24)) return { found: 'buildable', minor: wanted };
  const reason = `no Kubernetes ${wanted} control plane: set KUBEBUILDER_ASSETS, or install Go 1.24 or later to build one`;
  return { found: 'absent', reason };
}

async function readMinor(apiServer: string): Promise<string | undefined> {
  const { stdout } = await execFileAsync(apiServer, ['--version']);
  return /v(\d+\.\d+)\./.exec(stdout)?.[1];
}

/** Whether there is a Go toolchain of at least this minor version. */
export async function hasGo(least: number): Promise<boolean> {
  try {
    const { stdout } = await execFileAsync('go', ['env', 'GOVERSION']);
    const [major = 0, minor = 0] = (/go(\d+)\.(\d+)/.exec(stdout) ?? []).slice(1).map(Number);
    return major > 1 || minor >= least;
  } catch {
    return false;
  }
}
