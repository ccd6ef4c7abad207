import type { FieldPath, PathElement } from '../field-path.ts';
import { isJsonList, isJsonObject, isSameJson, type Json } from '../json.ts';
import { hasKeys } from './open-departure.ts';

/** A place in JSON: names of fields and indexes of items. */
export type Pointer = readonly (string | number)[];

/** How far a path leads into a value, and what of it is left. `ambiguous`: several items have the same keys. */
export interface ResolvedPath {
  readonly pointer: Pointer;
  readonly rest: FieldPath;
  readonly value: Json;
  readonly ambiguous: boolean;
}

/** Follows a path as far as it is there. An empty value (`labels:`) is not there. */
export function resolvePointer(root: Json, path: FieldPath): ResolvedPath {
  const pointer: (string | number)[] = [];
  let value = root;
  for (const [depth, element] of path.entries()) {
    const steps = findSteps(value, element);
    const [step] = steps;
    if (step === undefined || steps.length > 1) return { pointer, rest: path.slice(depth), value, ambiguous: steps.length > 1 };
    pointer.push(step);
    value = childOf(value, step);
  }
  return { pointer, rest: [], value, ambiguous: false };
}

function findSteps(value: Json, element: PathElement): readonly (string | number)[] {
  if ('field' in element)
    return isJsonObject(value) && Object.hasOwn(value, element.field) && value[element.field] !== null ? [element.field] : [];
  if (!isJsonList(value)) return [];
  if ('index' in element) return element.index < value.length ? [element.index] : [];
  const matches = 'value' in element ? (item: Json) => isSameJson(item, element.value) : (item: Json) => hasKeys(item, element.keys);
  const found = value.flatMap((item, index) => (matches(item) ? [index] : []));
  // Equal items of a set are one as good as the other.
  return 'value' in element ? found.slice(0, 1) : found;
}

function childOf(value: Json, step: string | number): Json {
  if (typeof step === 'number') return isJsonList(value) ? (value[step] ?? null) : null;
  return isJsonObject(value) ? (value[step] ?? null) : null;
}

/** Wraps a value in what of the path is not there yet. */
export function wrapValue(value: Json, rest: FieldPath): Json {
  return rest.reduceRight<Json>((inner, element) => ('field' in element ? { [element.field]: inner } : [inner]), value);
}

/** The index at which an item belongs into `list`, so that it stands behind the neighbour that it follows in `model`. */
export function findPlace(list: readonly Json[], model: readonly Json[], element: PathElement): number {
  const isIt = (item: Json): boolean =>
    'keys' in element ? hasKeys(item, element.keys) : 'value' in element && isSameJson(item, element.value);
  const at = model.findIndex(isIt);
  const indexOf = (wanted: Json): number =>
    list.findIndex((item) => ('keys' in element ? hasSameKeys(item, wanted, element.keys) : isSameJson(item, wanted)));
  for (let before = at - 1; before >= 0; before--) {
    const found = indexOf(model[before] as Json);
    if (found >= 0) return found + 1;
  }
  for (let after = at + 1; at >= 0 && after < model.length; after++) {
    const found = indexOf(model[after] as Json);
    if (found >= 0) return found;
  }
  return list.length;
}

function hasSameKeys(item: Json, wanted: Json, keys: Readonly<Record<string, Json>>): boolean {
  if (!isJsonObject(wanted)) return false;
  const own: Record<string, Json> = {};
  for (const key of Object.keys(keys)) own[key] = wanted[key] ?? (key === 'protocol' ? 'TCP' : null);
  return hasKeys(item, own);
}
