import type { UncheckedFile } from '../../desired-state.ts';
import type { Discovered } from '../../discover/discovered-source.ts';
import { originOf, refOf, type ToolObject } from '../../discover/tool-object.ts';
import { stringifyJson } from '../../json.ts';

/** What was found for machines: each source as a check takes it, and the object that tells it. */
export function writeDiscoveryJson({ sources, elsewhere }: Discovered, gaps: readonly UncheckedFile[]): string {
  const describe = (object: ToolObject) => {
    const origin = originOf(object);
    return { ...refOf(object), ...(origin === undefined ? {} : { origin }) };
  };
  const body = {
    schemaVersion: 1,
    sources: sources.map(({ source, tool, object, release, ignore, namespaces, problems, notes }) => ({
      tool,
      source,
      object: describe(object),
      ...(release === undefined ? {} : { release }),
      ignore,
      namespaces,
      problems,
      notes,
    })),
    elsewhere: elsewhere.map(({ tool, object, destination }) => ({ tool, object: describe(object), destination })),
    unchecked: gaps,
  };
  return `${stringifyJson(body, 2)}\n`;
}
