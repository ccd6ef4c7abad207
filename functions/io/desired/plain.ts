import type { SourceRef } from '../../core/check.ts';
import type { DesiredObject, SetAside, UncheckedFile } from '../../core/desired-state.ts';
import { classifyFiles, isKustomizationFile } from '../../core/manifests/classify-files.ts';
import { type Kustomization, parseKustomization } from '../../core/manifests/parse-kustomization.ts';
import { parseManifests } from '../../core/manifests/parse-manifests.ts';
import { readText } from '../read-text.ts';
import type { SourceTree } from '../source-tree.ts';
import type { Rendered, Rendering } from './rendering.ts';

const READ_AT_ONCE = 16;

/** Manifests as they stand in git. Takes every file; charts and kustomizations that change their files it names as gaps. */
export const plain: Rendering = { name: 'plain', render: renderPlain };

async function renderPlain(source: SourceRef, tree: SourceTree, files: readonly string[]): Promise<Rendered> {
  const classified = classifyFiles(source.id, files, await readKustomizations(tree, files));
  const objects: DesiredObject[] = [];
  const hooks: DesiredObject[] = [];
  const unchecked: UncheckedFile[] = [...classified.unchecked];
  const setAside: SetAside[] = [...classified.setAside];
  for (let at = 0; at < classified.manifests.length; at += READ_AT_ONCE) {
    const batch = classified.manifests.slice(at, at + READ_AT_ONCE);
    const texts = await Promise.all(batch.map(async (file) => ({ file, read: await readText(tree, file) })));
    for (const { file, read } of texts) {
      if (read.type === 'gap') {
        unchecked.push({ type: 'file', source: source.id, file, reason: read.reason, message: read.message });
        continue;
      }
      const parsed = parseManifests(read.text, { source: source.id, file, defaultNamespace: source.defaultNamespace });
      for (const object of parsed.objects) objects.push(object);
      for (const hook of parsed.hooks) hooks.push(hook);
      unchecked.push(...parsed.unchecked);
      setAside.push(...parsed.setAside);
    }
  }
  return { objects, hooks, unchecked, setAside, rest: [] };
}

async function readKustomizations(tree: SourceTree, files: readonly string[]): Promise<Map<string, Kustomization>> {
  const kustomizations = new Map<string, Kustomization>();
  for (const file of files.filter(isKustomizationFile)) {
    const read = await readText(tree, file);
    const kustomization = parseKustomization(read.type === 'text' ? read.text : '{');
    if (kustomization) kustomizations.set(file, kustomization);
  }
  return kustomizations;
}
