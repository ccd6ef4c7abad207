/** A JSON value as Kubernetes writes it. Integers beyond 2^53 are `bigint`, so that none is ever rounded. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** True for a JSON object: not null, not a list. */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True for a JSON list; narrows better than `Array.isArray` does for readonly arrays. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The value as an object, or an empty one where it is something else. */
export function asJsonObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The value as a string, or undefined where it is something else. */
export function asString(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list; what is no list has none. */
export function listTexts(value: Json | undefined): string[] {
  return isJsonList(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/** `JSON.stringify` that writes a `bigint` as the integer it is. */
export function stringifyJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, (_key, v: unknown) => (typeof v === 'bigint' ? rawJson(v) : v), indent);
}

/** One line of JSON with sorted keys: equal values give equal text. */
export function canonicalJson(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (typeof value === 'bigint') return value.toString();
  if (isJsonList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (isJsonObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** True where two values are the same JSON, whatever the order of keys. */
export function isSameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' && typeof a !== 'bigint') return false;
  return canonicalJson(a) === canonicalJson(b);
}

// An integer of 16 digits or more outside a string: the only numbers that JSON.parse may round.
const LONG_INTEGER = /(^|[:[,])\s*-?\d{16,}/;

/** `JSON.parse` that keeps integers beyond 2^53 exact (as `bigint`). Throws SyntaxError like `JSON.parse`. */
export function parseJson(text: string): Json {
  // The reviver costs several times the parse, so it runs only where a long integer stands in the text.
  if (!hasDigitRun(text) || !LONG_INTEGER.test(text)) return JSON.parse(text) as Json;
  return JSON.parse(text, (_key, value: unknown, context?: { source?: string }) => {
    if (typeof value !== 'number' || Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
    return context?.source !== undefined && /^-?\d+$/.test(context.source) ? BigInt(context.source) : value;
  }) as Json;
}

/** True where 16 digits stand in a row. Looks at every sixteenth character only, so it costs a quarter of what the pattern does. */
function hasDigitRun(text: string): boolean {
  for (let at = 15; at < text.length; at += 16) {
    if (!isDigit(text, at)) continue;
    let first = at;
    while (isDigit(text, first - 1)) first--;
    while (isDigit(text, at + 1)) at++;
    if (at - first >= 15) return true;
  }
  return false;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function rawJson(value: bigint): unknown {
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(value.toString());
}
