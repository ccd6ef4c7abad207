import type { FieldPath } from '../field-path.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { valueAt } from '../owners/last-applied.ts';
import type { Spot } from './git-document.ts';

/** Values as one file, one object or one list of parameters has them, and where. */
export interface ValuesLayer {
  readonly values: JsonObject;
  readonly spotOf: (path: FieldPath) => Spot | undefined;
  /** Set for parameters (`--set`): how Helm is told one, by its path. */
  readonly nameOf?: (path: FieldPath) => { readonly name: string; readonly asString: boolean } | undefined;
}

/** A value that may be what sets a field, with the mark that stands in its place in a rendering to find out. */
export interface MarkedValue {
  readonly path: FieldPath;
  readonly value: string | number;
  readonly mark: string | number;
  readonly spot: Spot;
  readonly parameter?: { readonly name: string; readonly asString: boolean };
}

const MOST = 40;
const FIRST_NUMBER = 7_101;

/**
 * The values that count (the last of the layers that says one) and are, or are in, one of the wanted values. `exact`: only those that are one. Each has
 * a mark of its type that stands nowhere else.
 */
export function markValues(layers: readonly ValuesLayer[], wanted: readonly Json[], which: 'contained' | 'exact'): readonly MarkedValue[] {
  const marked: MarkedValue[] = [];
  for (const [index, layer] of layers.entries()) {
    for (const path of listScalars(layer.values)) {
      const value = valueAt(layer.values, path);
      if (typeof value !== 'string' && typeof value !== 'number') continue;
      if (!wanted.some((each) => isIn(value, each, which)) || layers.slice(index + 1).some((later) => overrides(later.values, path)))
        continue;
      const spot = layer.spotOf(path);
      if (spot === undefined || marked.length >= MOST) continue;
      const parameter = layer.nameOf?.(path);
      if (layer.nameOf !== undefined && parameter === undefined) continue;
      const mark = typeof value === 'number' ? FIRST_NUMBER + marked.length : `pq${marked.length}zx`;
      marked.push({ path, value, mark, spot, ...(parameter === undefined ? {} : { parameter }) });
    }
  }
  return marked;
}

/** Values to lay over all others, in which the marks stand. */
export function buildProbe(layers: readonly ValuesLayer[], marked: readonly MarkedValue[]): JsonObject {
  let probe: Json = {};
  for (const { path, mark, parameter } of marked) {
    if (parameter !== undefined) continue;
    const list = path.findIndex((element) => 'index' in element);
    // A list is laid over as a whole.
    const at = list < 0 ? path : path.slice(0, list);
    const told = list < 0 ? mark : put(valueAt(probe, at) ?? lastAt(layers, at) ?? [], path.slice(list), mark);
    probe = put(probe, at, told);
  }
  return isJsonObject(probe) ? probe : {};
}

/** The value whose mark a field has in the place of that value; undefined where there is none, or several and it is no image. */
export function findMarked(field: string, before: Json, after: Json | undefined, marked: readonly MarkedValue[]): MarkedValue | undefined {
  if (after === undefined || typeof after === 'object' || typeof before === 'object') return undefined;
  const [was, is] = [String(before), String(after)];
  const found = marked.filter(({ mark }) => is.includes(String(mark)));
  const restored = found.reduce((text, { mark, value }) => text.replaceAll(String(mark), String(value)), is);
  if (restored !== was) return undefined;
  if (found.length <= 1) return found[0];
  // Of an image the tag, which stands last, is what people change.
  return field === 'image' ? found.toSorted((a, b) => is.lastIndexOf(String(b.mark)) - is.lastIndexOf(String(a.mark)))[0] : undefined;
}

function isIn(value: string | number, wanted: Json, which: 'contained' | 'exact'): boolean {
  const [text, whole] = [String(value), typeof wanted === 'object' ? '' : String(wanted)];
  if (text === '' || whole === '') return false;
  return text === whole || (which === 'contained' && text.length > 1 && whole.includes(text));
}

/** Whether values take the place of what others have at a path. */
function overrides(values: JsonObject, path: FieldPath): boolean {
  return path.some((_, depth) => {
    const value = valueAt(values, path.slice(0, depth + 1));
    return value !== undefined && (!isJsonObject(value) || depth === path.length - 1);
  });
}

function lastAt(layers: readonly ValuesLayer[], path: FieldPath): Json | undefined {
  return layers.map(({ values }) => valueAt(values, path)).findLast((value) => value !== undefined);
}

function listScalars(value: Json, path: FieldPath = []): readonly FieldPath[] {
  if (isJsonObject(value)) return Object.entries(value).flatMap(([field, child]) => listScalars(child, [...path, { field }]));
  if (isJsonList(value)) return value.flatMap((child, index) => listScalars(child, [...path, { index }]));
  return [path];
}

function put(into: Json, [first, ...rest]: FieldPath, value: Json): Json {
  if (first === undefined) return value;
  if ('index' in first) {
    const list = isJsonList(into) ? into : [];
    return list.map((item, index) => (index === first.index ? put(item, rest, value) : item));
  }
  if (!('field' in first)) return into;
  const object = isJsonObject(into) ? into : {};
  return { ...object, [first.field]: put(object[first.field] ?? {}, rest, value) };
}
