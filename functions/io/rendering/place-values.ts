import { stringifyJson } from '../../core/json.ts';
import { resolvePath } from '../../core/manifests/file-paths.ts';
import type { HelmRequest } from '../../core/rendering-request.ts';
import { RenderRefusal } from './render-refusal.ts';
import type { TreeCopy } from './tree-copy.ts';

/** Where what Plumbline adds is put, out of the way of the repository. */
export const OWN_FOLDER = '.plumbline-values';

/**
 * Puts the values of a request into the copy, under names of ours, since Helm takes commas and addresses in a name for more than one file. Resolves
 * with the arguments that name them, the last one counting.
 */
export async function placeValues(copy: TreeCopy, folder: string, request: HelmRequest): Promise<readonly string[]> {
  const args: string[] = [];
  const place = (bytes: Uint8Array): void => {
    const file = `${OWN_FOLDER}/${args.length}.yaml`;
    copy.files.set(file, bytes);
    args.push(`--values=${file}`);
  };
  for (const path of request.valuesFiles) {
    const target = path.startsWith('/') ? resolvePath('', path) : resolvePath(folder, path);
    if (target === undefined) throw new RenderRefusal(`the values file ${JSON.stringify(path)} leads out of the repository`);
    const entry = await copy.add(target);
    const bytes = entry?.type === 'file' ? copy.files.get(entry.path) : undefined;
    if (bytes !== undefined) place(bytes);
    else if (!request.ignoreMissingValuesFiles) throw new RenderRefusal(`the values file ${JSON.stringify(path)} is not there`);
  }
  if (request.values !== undefined) place(new TextEncoder().encode(stringifyJson(request.values)));
  const parameters = request.parameters ?? [];
  return [...args, ...parameters.map(({ name, value, asString }) => `--set${asString ? '-string' : ''}=${name}=${value}`)];
}
