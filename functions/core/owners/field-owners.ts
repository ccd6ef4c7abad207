import type { SetBy } from '../difference.ts';
import type { FieldPath, PathElement } from '../field-path.ts';
import { asJsonObject, asString, canonicalJson, isJsonList, isJsonObject, type Json, type JsonObject, parseJson } from '../json.ts';
import { type KubeObject, metadataOf } from '../kube-object.ts';

/** One manager of an object with the tree of what it owns (`fieldsV1`). Entries that differ only in apiVersion are separate, as the server keeps them. */
export interface OwnerEntry {
  readonly setBy: SetBy;
  readonly tree: JsonObject;
}

/** Reads `metadata.managedFields`. Empty where the server tracks nothing for this object (created with a name alone, stripped by a proxy, reset). */
export function readOwnerEntries(object: KubeObject, classify: (entry: Omit<SetBy, 'class'>) => SetBy['class']): readonly OwnerEntry[] {
  const entries = metadataOf(object)['managedFields'];
  if (!isJsonList(entries)) return [];
  return entries.flatMap((entry): OwnerEntry[] => {
    if (!isJsonObject(entry) || !isJsonObject(entry['fieldsV1'])) return [];
    const subresource = asString(entry['subresource']);
    const time = asString(entry['time']);
    const who = {
      manager: asString(entry['manager']) ?? 'unknown',
      operation: entry['operation'] === 'Apply' ? ('Apply' as const) : ('Update' as const),
      ...(subresource ? { subresource } : {}),
      ...(time ? { time } : {}),
    };
    return [{ setBy: { ...who, class: classify(who) }, tree: entry['fieldsV1'] }];
  });
}

/**
 * The entries that own the field at `path`: those whose set holds it, or anything below it; else those that own the nearest ancestor as a whole.
 * `isAtomic(depth)` tells whether the ancestor made of the first `depth` elements is owned as a whole: an empty leaf over a granular struct
 * owns the struct's presence, not its fields.
 */
export function findOwners(entries: readonly OwnerEntry[], path: FieldPath, isAtomic: (depth: number) => boolean): readonly OwnerEntry[] {
  const exact: OwnerEntry[] = [];
  const below: OwnerEntry[] = [];
  let above: OwnerEntry[] = [];
  let aboveDepth = 0;
  for (const entry of entries) {
    const reach = descend(entry.tree, path);
    if (reach.depth === path.length) (isMember(reach.node) ? exact : below).push(entry);
    else if (reach.depth > 0 && isLeaf(reach.node) && reach.depth >= aboveDepth && isAtomic(reach.depth)) {
      if (reach.depth > aboveDepth) above = [];
      aboveDepth = reach.depth;
      above.push(entry);
    }
  }
  return exact.length > 0 ? exact : below.length > 0 ? below : above;
}

/** True where the entry's set holds the field itself or something below it. */
export function ownsField(entry: OwnerEntry, path: FieldPath): boolean {
  return descend(entry.tree, path).depth === path.length;
}

/** Follows `path` into the tree as far as it goes. */
function descend(tree: JsonObject, path: FieldPath): { readonly depth: number; readonly node: JsonObject } {
  let node = tree;
  let depth = 0;
  for (const element of path) {
    const next = findChild(node, element);
    if (next === undefined) break;
    node = next;
    depth++;
  }
  return { depth, node };
}

function findChild(node: JsonObject, element: PathElement): JsonObject | undefined {
  const child = node[treeKey(element)];
  if (isJsonObject(child)) return child;
  // The server spells an item's keys in its own order and with its own escapes, so what is not found by text is sought by value.
  return 'keys' in element ? findKeyedChild(node, element.keys) : undefined;
}

function findKeyedChild(node: JsonObject, keys: Readonly<Record<string, Json>>): JsonObject | undefined {
  const wanted = canonicalJson(keys);
  const name = Object.keys(node).find((key) => key.startsWith('k:') && canonicalJson(parseJson(key.slice(2))) === wanted);
  return name === undefined ? undefined : asJsonObject(node[name]);
}

/** How a path element is spelled as a key of `fieldsV1` (structured-merge-diff `fieldpath/serialize-pe.go`). */
export function treeKey(element: PathElement): string {
  if ('field' in element) return `f:${element.field}`;
  if ('index' in element) return `i:${element.index}`;
  if ('value' in element) return `v:${canonicalJson(element.value)}`;
  return `k:${canonicalJson(element.keys)}`;
}

function isLeaf(node: JsonObject): boolean {
  for (const _ in node) return false;
  return true;
}

/** In the set: a leaf, or an inner node that is marked with `.`. */
function isMember(node: JsonObject): boolean {
  return node['.'] !== undefined || isLeaf(node);
}

/** What the tree tells of a list that no schema describes: the names of its keys, `set`, or undefined for a list owned as a whole. */
export function inferListType(entries: readonly OwnerEntry[], path: FieldPath): readonly string[] | 'set' | undefined {
  for (const entry of entries) {
    const reach = descend(entry.tree, path);
    if (reach.depth < path.length) continue;
    for (const key of Object.keys(reach.node)) {
      if (key.startsWith('k:')) return Object.keys(asJsonObject(parseJson(key.slice(2))));
      if (key.startsWith('v:')) return 'set';
    }
  }
  return undefined;
}
