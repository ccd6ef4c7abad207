import type { DesiredObject } from '../desired-state.ts';
import { compareText } from '../kube-object.ts';
import type { DiscoveredSource } from './discovered-source.ts';
import { originOf, titleOf } from './tool-object.ts';

/** The namespaces that tools make on their own, as objects that are declared; not those that a source declares itself. */
export function buildNamespaces(sources: readonly DiscoveredSource[], declared: readonly DesiredObject[]): readonly DesiredObject[] {
  const taken = new Set(declared.filter(({ kind, group }) => kind === 'Namespace' && group === '').map(({ name }) => name));
  const made = new Map<string, DesiredObject>();
  for (const { source, object, namespaces } of sources) {
    const origin = originOf(object) ?? { source: source.id, file: titleOf(object), line: 1 };
    for (const { name, labels, annotations } of namespaces) {
      // Several Applications may make one; the one that keeps something on it tells what it has to be.
      const says = Object.keys(labels).length + Object.keys(annotations).length;
      if (taken.has(name) || (made.has(name) && says === 0)) continue;
      const metadata = {
        name,
        ...(Object.keys(labels).length > 0 ? { labels } : {}),
        ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
      };
      const body = { apiVersion: 'v1', kind: 'Namespace', metadata };
      made.set(name, {
        group: '',
        version: 'v1',
        kind: 'Namespace',
        name,
        namespace: undefined,
        defaultNamespace: source.defaultNamespace,
        body,
        origin,
        // It stands in no document of its own.
        document: -1,
      });
    }
  }
  return [...made.values()].sort((a, b) => compareText(a.name, b.name));
}
