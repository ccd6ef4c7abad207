import type { DesiredObject } from '../desired-state.ts';
import { type FieldPath, formatPath, type PathElement } from '../field-path.ts';
import { isJsonList, isJsonObject, isSameJson, type Json } from '../json.ts';

/** Fields in which two renderings of one object differ: generated passwords, certificates, times. Paths as text. */
export function findUnstable(body: Json, again: Json): readonly string[] {
  return findPaths(body, again, []).map(formatPath);
}

function findPaths(a: Json | undefined, b: Json | undefined, path: FieldPath): FieldPath[] {
  const below = (element: PathElement): FieldPath => [...path, element];
  if (isJsonObject(a) && isJsonObject(b)) {
    const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();
    return fields.flatMap((field) => findPaths(a[field], b[field], below({ field })));
  }
  if (isJsonList(a) && isJsonList(b) && a.length === b.length)
    return a.flatMap((item, index) => findPaths(item, b[index], below({ index })));
  return isSameJson(a, b) ? [] : [path];
}

/** The objects, each with what a second rendering made of it where that differs. One that the second rendering does not have is called otherwise each time. */
export function markUnstable(
  objects: readonly DesiredObject[],
  again: readonly DesiredObject[],
): { readonly objects: readonly DesiredObject[]; readonly renamed: readonly DesiredObject[] } {
  const others = new Map(again.map((object) => [keyOf(object), object]));
  const marked: DesiredObject[] = [];
  const renamed: DesiredObject[] = [];
  for (const object of objects) {
    const other = others.get(keyOf(object));
    if (other === undefined) renamed.push(object);
    else marked.push(isSameJson(object.body, other.body) ? object : { ...object, again: other.body });
  }
  return { objects: marked, renamed };
}

function keyOf({ group, kind, namespace, name }: DesiredObject): string {
  return [group, kind, namespace ?? '', name].join('\n');
}
