import type { SourceRef } from '../check.ts';
import type { FieldPath } from '../field-path.ts';
import { asJsonObject } from '../json.ts';
import type { DiscoveredSource } from './discovered-source.ts';
import { readObjects, readText } from './read-fields.ts';
import { originOf, type ToolObject } from './tool-object.ts';

/** A source that was found, as it is read, with where git tells what is laid over its kustomization or chart. */
export function describeSettings({ tool, object }: DiscoveredSource, source: SourceRef): SourceRef {
  const { rendering } = source;
  const origin = originOf(object);
  if (origin === undefined || rendering === undefined || rendering.type === 'plain') return source;
  switch (tool) {
    case 'argo-cd': {
      const at = [...findArgoSource(object, source.path), { field: rendering.type === 'helm' ? 'helm' : 'kustomize' }];
      return { ...source, rendering: { ...rendering, settings: { tool, origin, at } } };
    }
    case 'flux':
      return { ...source, rendering: { ...rendering, settings: { tool, origin, at: [{ field: 'spec' }] } } };
    case 'helm':
    case 'fleet':
      return source;
  }
}

/** The source of an Application that has the path; of several with the same, the first that is set up as a kustomization. */
function findArgoSource({ body }: ToolObject, path: string): FieldPath {
  const sources = readObjects(asJsonObject(body['spec'])['sources']);
  const candidates = [...sources.entries()].filter(([, each]) => (readText(each['path']) ?? '').replace(/^\.\/|\/+$/g, '') === path);
  const [index] = candidates.find(([, each]) => each['kustomize'] !== undefined) ?? candidates[0] ?? [];
  return index === undefined ? [{ field: 'spec' }, { field: 'source' }] : [{ field: 'spec' }, { field: 'sources' }, { index }];
}
