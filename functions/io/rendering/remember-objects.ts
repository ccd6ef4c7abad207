import type { SourceRef } from '../../core/check.ts';
import type { DesiredObject } from '../../core/desired-state.ts';
import { parseManifests } from '../../core/manifests/parse-manifests.ts';
import type { RenderPlace } from '../desired/rendering.ts';
import { readText } from '../read-text.ts';
import type { SourceTree } from '../source-tree.ts';

/** What files of manifests declare as they stand, each read once: many overlays share a base. Nothing where a file cannot be read. */
export function rememberObjects(source: SourceRef, tree: SourceTree): RenderPlace['readObjects'] {
  const known = new Map<string, Promise<readonly DesiredObject[]>>();
  const readFile = async (file: string): Promise<readonly DesiredObject[]> => {
    const read = await readText(tree, file);
    if (read.type === 'gap') return [];
    const { objects, hooks } = parseManifests(read.text, { source: source.id, file, defaultNamespace: source.defaultNamespace });
    return [...objects, ...hooks];
  };
  return (file) => {
    const reading = known.get(file) ?? readFile(file);
    known.set(file, reading);
    return reading;
  };
}
