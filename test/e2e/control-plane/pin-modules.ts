/**
 * Writes `modules/<minor>/go.mod` and `go.sum` anew from `versions.ts`:
 *
 *     node test/e2e/control-plane/pin-modules.ts [minor…]
 *
 * Kubernetes is one module with its staging modules beside it, and outside its own repository the latter must be named one by one. Which
 * they are is read from its own go.mod. The programs are Go `tool`s of our module, so no Go source is needed to build them. etcd comes in
 * the version that this Kubernetes was tested with, because Kubernetes requires it too.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGo } from './run-go.ts';
import { type KubernetesMinor, kubernetesMinors, kubernetesVersions, minorsWithoutControllers, parseMinor } from './versions.ts';

const minors = process.argv.length > 2 ? process.argv.slice(2).map(parseMinor) : kubernetesMinors;
for (const minor of minors) await pinModule(minor);

async function pinModule(minor: KubernetesMinor): Promise<void> {
  const directory = join(import.meta.dirname, 'modules', minor);
  await mkdir(directory, { recursive: true });
  const download: unknown = JSON.parse(
    await runGo(directory, ['mod', 'download', '-json', `k8s.io/kubernetes@v${kubernetesVersions[minor]}`]),
  );
  const upstream = await readFile((download as { GoMod: string }).GoMod, 'utf8');
  await rm(join(directory, 'go.sum'), { force: true });
  await writeFile(join(directory, 'go.mod'), renderGoMod(minor, upstream));
  // `-e`: tidy also wants what the tests of the programs need, and nothing here runs those.
  await runGo(directory, ['mod', 'tidy', '-e']);
}

function renderGoMod(minor: KubernetesMinor, upstream: string): string {
  const version = kubernetesVersions[minor];
  const goVersion = /^go (\S+)$/m.exec(upstream)?.[1] ?? '1.24.0';
  const staging = [...upstream.matchAll(/^\s*(?:replace )?(\S+) => \.\/staging/gm)].map((match) => match[1]);
  return [
    'module plumbline.test/control-plane',
    // Tools are a notion of Go 1.24; what the code may rely on stays that of the release.
    `go ${minor === '1.32' ? '1.24.0' : goVersion}`,
    `godebug default=go${goVersion.split('.').slice(0, 2).join('.')}`,
    'tool (',
    'go.etcd.io/etcd/server/v3',
    'k8s.io/kubernetes/cmd/kube-apiserver',
    minorsWithoutControllers.includes(minor) ? '' : 'k8s.io/kubernetes/cmd/kube-controller-manager',
    'k8s.io/kubernetes/cmd/kubectl',
    ')',
    `require k8s.io/kubernetes v${version}`,
    'replace (',
    ...staging.map((module) => `${module} => ${module} v0.${version.slice('1.'.length)}`),
    ')',
    '',
  ].join('\n');
}
