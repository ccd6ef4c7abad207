import { isDeepStrictEqual } from 'node:util';
import type { DefaultsTable } from '../../functions/core/kinds/default-values.ts';
import type { DefaultsLayer } from '../../functions/core/kinds/defaults-tables.ts';

/** What is different in a table from the one of the version before: `applyLayer` makes the table of it again. */
export function buildLayer(before: DefaultsTable | undefined, table: DefaultsTable): DefaultsLayer {
  const known = before?.kinds ?? {};
  const changed = Object.entries(table.kinds).flatMap(([kind, paths]) => {
    const earlier = known[kind];
    const kept = Object.entries(paths).filter(([path, values]) => !isDeepStrictEqual(earlier?.[path], values));
    const gone = Object.keys(earlier ?? {}).filter((path) => !(path in paths));
    if (earlier !== undefined && kept.length + gone.length === 0) return [];
    return [[kind, Object.fromEntries([...kept, ...gone.map((path) => [path, null] as const)])] as const];
  });
  const gone = Object.keys(known).filter((kind) => !(kind in table.kinds));
  return { version: table.version, kinds: Object.fromEntries([...changed, ...gone.map((kind) => [kind, null] as const)]) };
}
