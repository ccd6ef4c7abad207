import type { Json, JsonObject } from '../../core/json.ts';
import { isKustomizationFile } from '../../core/manifests/classify-files.ts';
import { parseManifests } from '../../core/manifests/parse-manifests.ts';
import { readText } from '../read-text.ts';
import type { SourceTree, TreeEntry } from '../source-tree.ts';
import { RenderRefusal } from './render-refusal.ts';
import { createSourceIgnore } from './source-ignore.ts';

const MANIFEST = /\.ya?ml$/;

/**
 * The kustomization of a folder that has none, as Flux makes it (fluxcd/pkg:kustomize, scanManifests): every manifest below, and folders with a
 * kustomization of their own as they are. `patterns`: what its source leaves out. Throws RenderRefusal for YAML that is no manifest, which Flux
 * refuses too, and where there is nothing to list.
 */
export async function generateKustomization(
  tree: SourceTree,
  folder: string,
  patterns: string | undefined,
): Promise<{ readonly file: string; readonly body: JsonObject }> {
  const isIgnored = createSourceIgnore(tree, patterns);
  const resources: Json[] = [];
  const visit = async (path: string): Promise<void> => {
    const all = await tree.list(path).catch(() => []);
    const entries: TreeEntry[] = [];
    for (const entry of all) if (!(await isIgnored(entry.path, entry.type === 'folder'))) entries.push(entry);
    if (path !== folder && entries.some((entry) => entry.type === 'file' && isKustomizationFile(entry.path))) {
      resources.push(relativeTo(path, folder));
      return;
    }
    for (const entry of entries) {
      if (entry.type === 'folder') await visit(entry.path);
      if (entry.type === 'file' && MANIFEST.test(entry.path) && (await holdsManifests(tree, entry.path)))
        resources.push(relativeTo(entry.path, folder));
    }
  };
  await visit(folder);
  if (resources.length === 0) throw new RenderRefusal('it has neither a kustomization nor a manifest');
  const body = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
  return { file: folder === '' ? 'kustomization.yaml' : `${folder}/kustomization.yaml`, body };
}

/** False for a file without anything in it. One that cannot be read is listed, so that it is told what is wrong with it. */
async function holdsManifests(tree: SourceTree, file: string): Promise<boolean> {
  const read = await readText(tree, file);
  if (read.type === 'gap') return true;
  if (read.text.split('\n').every((line) => /^\s*(#|---|$)/.test(line))) return false;
  const { objects, hooks, unchecked, setAside } = parseManifests(read.text, { source: '', file, defaultNamespace: '' });
  if (setAside.some(({ reason }) => reason === 'not-a-manifest'))
    throw new RenderRefusal(
      `${file} is no manifest, and Flux refuses a folder without a kustomization for it: list what is meant in a kustomization.yaml, or name the file in .sourceignore`,
    );
  return objects.length + hooks.length + unchecked.length > 0;
}

function relativeTo(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}
