import type { FieldPath, PathElement } from '../field-path.ts';
import { asJsonObject, asString, canonicalJson, isJsonList, isJsonObject, type Json, parseJson } from '../json.ts';
import { annotationsOf, type KubeObject } from '../kube-object.ts';

/** The annotation in which client-side apply keeps what it last sent. */
export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** What was last applied, or undefined where the annotation is absent or broken. */
export function readLastApplied(live: KubeObject): KubeObject | undefined {
  const text = asString(annotationsOf(live)[LAST_APPLIED]);
  if (text === undefined) return undefined;
  try {
    const value = parseJson(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The value at a path, or undefined where there is none. Keys that the manifest leaves to their default count as equal. */
export function valueAt(root: Json | undefined, path: FieldPath): Json | undefined {
  let value = root;
  for (const element of path) {
    if (value === undefined || value === null) return undefined;
    value = childAt(value, element);
  }
  return value;
}

function childAt(value: Json, element: PathElement): Json | undefined {
  if ('field' in element) return isJsonObject(value) && Object.hasOwn(value, element.field) ? value[element.field] : undefined;
  if (!isJsonList(value)) return undefined;
  if ('index' in element) return value[element.index];
  if ('value' in element) return value.find((item) => canonicalJson(item) === canonicalJson(element.value));
  return value.find((item) => isJsonObject(item) && hasKeys(item, element.keys));
}

function hasKeys(item: Json, keys: Readonly<Record<string, Json>>): boolean {
  const object = asJsonObject(item);
  return (
    Object.entries(keys).every(([key, wanted]) => (object[key] ?? wanted) === wanted) &&
    Object.keys(keys).some((key) => object[key] !== undefined)
  );
}
