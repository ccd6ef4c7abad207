import { compareText } from '../kube-object.ts';
import type { DiscoveredSource } from './discovered-source.ts';
import { originOf } from './tool-object.ts';

/**
 * Sources that declare each other in a circle, each circle once, from its least id on: whoever loses the cluster could not make them again from git
 * alone. A source that declares its own object is none: that is how tools keep themselves.
 */
export function findCircles(sources: readonly DiscoveredSource[]): readonly (readonly string[])[] {
  const parents = new Map(sources.map(({ source, object }) => [source.id, originOf(object)?.source]));
  const circles = new Map<string, readonly string[]>();
  const done = new Set<string>();
  for (const { source } of sources) {
    const path: string[] = [];
    let id: string | undefined = source.id;
    while (id !== undefined && parents.has(id) && !done.has(id) && !path.includes(id)) {
      path.push(id);
      id = parents.get(id);
    }
    const start = id === undefined ? -1 : path.indexOf(id);
    const circle = start < 0 ? [] : path.slice(start).reverse();
    if (circle.length > 1) {
      const least = circle.indexOf([...circle].sort(compareText)[0] ?? '');
      const turned = [...circle.slice(least), ...circle.slice(0, least)];
      circles.set(turned.join(' '), turned);
    }
    for (const each of path) done.add(each);
  }
  return [...circles.values()].sort((a, b) => compareText(a.join(' '), b.join(' ')));
}
