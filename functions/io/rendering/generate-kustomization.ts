import type { Json, JsonObject } from '../../core/json.ts';
import { isKustomizationFile } from '../../core/manifests/classify-files.ts';
import { parseManifests } from '../../core/manifests/parse-manifests.ts';
import { readText } from '../read-text.ts';
import type { SourceTree } from '../source-tree.ts';
import { RenderRefusal } from './render-refusal.ts';

const MANIFEST = /\.ya?ml$/i;

/**
 * The kustomization of a folder that has none, as Flux makes it: every manifest below, and folders with a kustomization of their own as they are.
 * Throws RenderRefusal where there is nothing to list.
 */
export async function generateKustomization(
  tree: SourceTree,
  folder: string,
): Promise<{ readonly file: string; readonly body: JsonObject }> {
  const resources: Json[] = [];
  const visit = async (path: string): Promise<void> => {
    const entries = await tree.list(path).catch(() => []);
    if (path !== folder && entries.some((entry) => entry.type === 'file' && isKustomizationFile(entry.path))) {
      resources.push(relativeTo(path, folder));
      return;
    }
    for (const entry of entries) {
      if (entry.type === 'folder') await visit(entry.path);
      if (entry.type !== 'file' || !MANIFEST.test(entry.path)) continue;
      const read = await readText(tree, entry.path);
      if (read.type === 'gap') continue;
      const { objects, hooks } = parseManifests(read.text, { source: '', file: entry.path, defaultNamespace: '' });
      if (objects.length + hooks.length > 0) resources.push(relativeTo(entry.path, folder));
    }
  };
  await visit(folder);
  if (resources.length === 0) throw new RenderRefusal('it has neither a kustomization nor a manifest');
  const body = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
  return { file: folder === '' ? 'kustomization.yaml' : `${folder}/kustomization.yaml`, body };
}

function relativeTo(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}
