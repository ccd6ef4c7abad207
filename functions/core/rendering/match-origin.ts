import type { DesiredObject } from '../desired-state.ts';

/** The object of a file that a rendered one was made of: the same kind, and the name it had before prefixes and suffixes; undefined where that cannot be told. */
export function matchOrigin(rendered: DesiredObject, candidates: readonly DesiredObject[]): DesiredObject | undefined {
  const sameKind = candidates.filter(({ kind, group }) => kind === rendered.kind && group === rendered.group);
  const named = sameKind.filter(({ name }) => name === rendered.name);
  if (named.length > 0) return named.find(({ namespace }) => namespace === rendered.namespace) ?? named[0];
  const within = sameKind.filter(({ name }) => rendered.name.includes(name)).sort((a, b) => b.name.length - a.name.length);
  return within[0] ?? (sameKind.length === 1 ? sameKind[0] : undefined);
}
