import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGo } from '../control-plane/run-go.ts';

/** Files of a Go module that hold definitions. */
interface Definitions {
  readonly module: string;
  readonly files: readonly string[];
}

/** Argo CD's and Flux's, as their own releases have them. */
export const ARGO_CD_AND_FLUX: readonly Definitions[] = [
  {
    module: 'github.com/argoproj/argo-cd/v3@v3.5.7',
    files: ['manifests/crds/application-crd.yaml', 'manifests/crds/applicationset-crd.yaml'],
  },
  {
    module: 'github.com/fluxcd/kustomize-controller@v1.9.5',
    files: ['config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml'],
  },
  {
    module: 'github.com/fluxcd/source-controller@v1.9.5',
    files: ['config/crd/bases/source.toolkit.fluxcd.io_gitrepositories.yaml'],
  },
];

/** Fleet's. */
export const FLEET: readonly Definitions[] = [
  { module: 'github.com/rancher/fleet@v0.15.0', files: ['charts/fleet-crd/templates/crds.yaml'] },
];

/** Their text, or why they cannot be had here: the text for `skip` of a test, told loudly. */
export async function fetchDefinitions(
  modules: readonly Definitions[],
): Promise<{ readonly texts: readonly string[] } | { readonly skip: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-definitions-'));
  try {
    await writeFile(join(folder, 'go.mod'), 'module definitions\n\ngo 1.25\n');
    const texts: string[] = [];
    for (const { module, files } of modules) {
      const { Dir } = JSON.parse(await runGo(folder, ['mod', 'download', '-json', module])) as { readonly Dir: string };
      for (const file of files) texts.push(await readFile(join(Dir, file), 'utf8'));
    }
    return { texts };
  } catch (error) {
    const skip = `definitions of ${modules.map(({ module }) => module).join(', ')} cannot be had: ${error instanceof Error ? error.message : String(error)}`;
    console.error(`SKIPPED, discovery was not tried on a real API server: ${skip}`);
    return { skip };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
