import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlPlaneBinaries, findBuiltBinaries, locateBuild } from './binaries.ts';
import { findCacheDirectory } from './cache-directory.ts';
import { runGo } from './run-go.ts';
import { type KubernetesMinor, kubernetesVersions } from './versions.ts';

/**
 * The programs of a version, built from the Go modules that `modules/<minor>` pins unless that was done before. A build happens in a
 * directory of its own that is renamed when complete, so two processes that build at once do not meet: the first wins.
 */
export async function buildControlPlane(minor: KubernetesMinor): Promise<ControlPlaneBinaries> {
  const earlier = findBuiltBinaries(minor);
  if (earlier !== null) return earlier;
  await mkdir(findCacheDirectory('control-plane'), { recursive: true });
  const workplace = await mkdtemp(join(findCacheDirectory('control-plane'), `building-${minor}-`));
  try {
    await compileInto(workplace, minor);
    await publish(join(workplace, 'programs'), locateBuild(minor));
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
  const binaries = findBuiltBinaries(minor);
  if (binaries === null) throw new Error(`the build of Kubernetes ${minor} left no complete set of programs in ${locateBuild(minor)}`);
  return binaries;
}

async function compileInto(workplace: string, minor: KubernetesMinor): Promise<void> {
  const modules = join(import.meta.dirname, 'modules', minor);
  for (const file of ['go.mod', 'go.sum']) await copyFile(join(modules, file), join(workplace, file));
  const programs = join(workplace, 'programs');
  await mkdir(programs);
  const flags = ['-trimpath', '-buildvcs=false', '-ldflags', renderLinkerFlags(minor)];
  await runGo(workplace, ['build', ...flags, '-o', `${programs}/`, 'tool']);
  await rename(join(programs, 'server'), join(programs, 'etcd'));
}

/** A plain `go build` leaves the version empty. The API server looks at it, and the second package puts it into the user agent. */
function renderLinkerFlags(minor: KubernetesMinor): string {
  const [major, minorNumber] = minor.split('.');
  const values = { gitVersion: `v${kubernetesVersions[minor]}`, gitMajor: major, gitMinor: minorNumber, gitTreeState: 'clean' };
  const packages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  const settings = packages.flatMap((path) => Object.entries(values).map(([name, value]) => `-X ${path}.${name}=${value}`));
  return ['-s', '-w', ...settings].join(' ');
}

async function publish(programs: string, target: string): Promise<void> {
  try {
    await rename(programs, target);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}
