import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { isMasked } from '../mask/create-mask.ts';
import { escapeText } from './escape-text.ts';

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_./-]*$/;

/** A value on one line, safe to print: text in quotes (so `"80"` is not `80`), masked values as they are, objects as `{name: "web", port: 80}`. */
export function formatValue(value: Json): string {
  if (typeof value === 'string') return isMasked(value) ? value : escapeText(JSON.stringify(value));
  if (isJsonList(value)) return `[${value.map(formatValue).join(', ')}]`;
  if (isJsonObject(value)) return `{${formatEntries(value).join(', ')}}`;
  return String(value);
}

/** The entries of an object, `key: value` each. */
export function formatEntries(value: JsonObject): string[] {
  return Object.entries(value).map(([key, child]) => `${formatKey(key)}: ${formatValue(child)}`);
}

/** A key as it stands, or in quotes where it holds anything unusual. */
export function formatKey(key: string): string {
  return PLAIN_KEY.test(key) ? key : escapeText(JSON.stringify(key));
}
