import { canonicalJson, type Json, type JsonObject } from '../../functions/core/json.ts';
import type { DefaultsTable } from '../../functions/core/kinds/default-values.ts';
import { compareText } from '../../functions/core/kube-object.ts';
import { collectDefaults } from './collect-defaults.ts';
import { type Exclusion, exclusions } from './exclusions.ts';

/** What was sent for an object and what the server made of it. */
export interface Exchange {
  readonly group: string;
  readonly kind: string;
  readonly sent: JsonObject;
  readonly received: JsonObject;
}

/** Gathers the defaults of all exchanges by kind and path. The same exchanges in any order give the same table. */
export function buildDefaultsTable(version: string, exchanges: readonly Exchange[]): DefaultsTable {
  const kinds = new Map<string, Map<string, Json[]>>();
  for (const { group, kind, sent, received } of exchanges) {
    const key = `${group}/${kind}`;
    const paths = kinds.get(key) ?? new Map<string, Json[]>();
    kinds.set(key, paths);
    for (const { path, value } of collectDefaults(sent, received)) {
      if (exclusions.some((exclusion) => matchesPath(exclusion, path))) continue;
      paths.set(path, [...(paths.get(path) ?? []), value]);
    }
  }
  return { version, kinds: sortEntries(kinds, (paths) => sortEntries(paths, sortDistinct)) };
}

/** Whether an exclusion speaks of a path. */
export function matchesPath(exclusion: Exclusion, path: string): boolean {
  const fromAnywhere = exclusion.path.startsWith('*');
  const below = exclusion.path.endsWith('*');
  const text = exclusion.path.slice(fromAnywhere ? 1 : 0, below ? -1 : undefined);
  if (fromAnywhere) return below ? path.includes(text) : path.endsWith(text);
  return below ? path.startsWith(text) : path === text;
}

function sortEntries<Value, Sorted>(map: ReadonlyMap<string, Value>, sortValue: (value: Value) => Sorted): Record<string, Sorted> {
  const entries = [...map].sort(([a], [b]) => compareText(a, b));
  return Object.fromEntries(entries.map(([key, value]) => [key, sortValue(value)]));
}

function sortDistinct(values: readonly Json[]): Json[] {
  const byText = new Map(values.map((value) => [canonicalJson(value), value]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, value]) => value);
}
