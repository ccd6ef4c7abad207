import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';

/** Lists whose entries are known by a name: an entry of the overlay takes the place of the one that it names. */
const NAMED_LISTS = new Set(['images', 'replicas']);
/** Lists that the overlay tells anew. */
const WHOLE_LISTS = new Set(['buildMetadata']);
/** In an image of the overlay: as the kustomization has it, or not at all (kustomize:commands/edit/set/setimage.go). */
const KEPT = '*';

/** True for what an entry of the overlay leaves as it is. */
export function isKept(value: Json | undefined): boolean {
  return value === KEPT;
}

/** True for a list whose entries are known by a name. */
export function isNamedList(field: string): boolean {
  return NAMED_LISTS.has(field);
}

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
  if (isJsonList(value) && isNamedList(field)) return mergeNamed(isJsonList(old) ? old : [], value);
  if (isJsonList(old) && isJsonList(value)) return WHOLE_LISTS.has(field) ? value : [...old, ...value];
  return isJsonObject(old) && isJsonObject(value) ? { ...old, ...value } : value;
}

function mergeNamed(old: readonly Json[], value: readonly Json[]): Json {
  const known = new Map([...old].reverse().map((entry) => [nameOfEntry(entry), asJsonObject(entry)]));
  const names = new Set(value.map(nameOfEntry));
  return [
    ...old.filter((entry) => !names.has(nameOfEntry(entry))),
    ...value.map((entry) => keepFields(asJsonObject(entry), known.get(nameOfEntry(entry)) ?? {})),
  ];
}

/** An entry of the overlay with what it takes from the one that it takes the place of. */
export function keepFields(entry: JsonObject, before: JsonObject): JsonObject {
  const fields = Object.entries(entry).map(([key, value]) => [key, isKept(value) ? before[key] : value] as const);
  return Object.fromEntries(fields.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
}

/** The name by which an entry is known. */
export function nameOfEntry(entry: Json): string | undefined {
  return asString(asJsonObject(entry)['name']);
}
