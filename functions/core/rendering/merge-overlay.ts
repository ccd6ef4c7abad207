import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';

/** Lists whose entries are known by a name: an entry of the overlay takes the place of the one that it names. */
const NAMED_LISTS = new Set(['images', 'replicas']);

/**
 * A kustomization with the fields of an overlay laid into it, as `kustomize edit`, Argo CD and Flux do: lists are appended (images and replicas
 * by name), mappings merged, all else replaced.
 */
export function mergeOverlay(kustomization: JsonObject, overlay: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...kustomization };
  for (const [field, value] of Object.entries(overlay)) merged[field] = mergeField(field, merged[field], value);
  return merged;
}

function mergeField(field: string, old: Json | undefined, value: Json): Json {
  if (isJsonList(old) && isJsonList(value)) {
    if (!NAMED_LISTS.has(field)) return [...old, ...value];
    const names = new Set(value.map(nameOfEntry));
    return [...old.filter((entry) => !names.has(nameOfEntry(entry))), ...value];
  }
  return isJsonObject(old) && isJsonObject(value) ? { ...old, ...value } : value;
}

function nameOfEntry(entry: Json): string | undefined {
  return asString(asJsonObject(entry)['name']);
}
