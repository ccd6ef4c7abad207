import type { DesiredObject, SetAside, UncheckedFile } from '../../core/desired-state.ts';
import { parseManifests } from '../../core/manifests/parse-manifests.ts';
import { readText } from '../read-text.ts';
import type { Render } from './rendering.ts';

const READ_AT_ONCE = 16;

/** Manifests as they stand in git. */
export const renderPlain: Render<'plain'> = async ({ files }, { source, tree }) => {
  const objects: DesiredObject[] = [];
  const hooks: DesiredObject[] = [];
  const unchecked: UncheckedFile[] = [];
  const setAside: SetAside[] = [];
  for (let at = 0; at < files.length; at += READ_AT_ONCE) {
    const batch = files.slice(at, at + READ_AT_ONCE);
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
  return { objects, hooks, unchecked, setAside };
};
