import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';

/** The items of a list that are texts; empty where it is no list. */
export function readTexts(value: Json | undefined): readonly string[] {
  return isJsonList(value) ? value.flatMap((item) => asString(item) ?? []) : [];
}

/** The items of a list that are objects; empty where it is no list. */
export function readObjects(value: Json | undefined): readonly JsonObject[] {
  return isJsonList(value) ? value.filter(isJsonObject) : [];
}

/** A text, or undefined where it is none or empty. */
export function readText(value: Json | undefined): string | undefined {
  return asString(value) || undefined;
}

/** Entries whose values are plain, as text: labels, annotations, variables. */
export function readTextMap(value: Json | undefined): Readonly<Record<string, string>> {
  const entries = Object.entries(asJsonObject(value)).flatMap(([key, item]) =>
    typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' ? [[key, String(item)] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** An object without the entries that are undefined. */
export function withoutAbsent(fields: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** Values laid over each other as Helm does: maps key by key, everything else whole; null takes a key out. */
export function mergeValues(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    // A null is kept: it also takes out what the chart's own values have.
    merged[key] = isJsonObject(value) && isJsonObject(below) ? mergeValues(below, value) : value;
  }
  return merged;
}
