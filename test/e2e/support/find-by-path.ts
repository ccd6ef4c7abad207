import { isJsonList, isJsonObject, isSameJson, type Json } from '../../../functions/core/json.ts';

const step = /\.([A-Za-z_][A-Za-z0-9_-]*)|\[("(?:[^"\\]|\\.)*")\]|\[(\d+)\]|\[([^\]=]+=[^\]]+)\]/g;

/**
 * The value at a path as reports spell it, or undefined. It is written apart from the product on purpose: it decides what a change by hand
 * has really changed. `protocol` is the one key of keyed lists that has a default.
 */
export function findByPath(object: Json, path: string): Json | undefined {
  let value: Json | undefined = object;
  for (const [, field, quoted, index, keys] of path.matchAll(step)) {
    if (field !== undefined) value = isJsonObject(value) ? value[field] : undefined;
    else if (index !== undefined) value = isJsonList(value) ? value[Number(index)] : undefined;
    else if (keys !== undefined) value = findItem(value, keys);
    else if (quoted !== undefined) value = findQuoted(value, JSON.parse(quoted) as string);
  }
  return value;
}

function findQuoted(value: Json | undefined, text: string): Json | undefined {
  if (isJsonList(value)) return value.includes(text) ? text : undefined;
  return isJsonObject(value) ? value[text] : undefined;
}

function findItem(value: Json | undefined, keys: string): Json | undefined {
  if (!isJsonList(value)) return undefined;
  const wanted = [...keys.matchAll(/([^=,]+)=("(?:[^"\\]|\\.)*"|[^,]+)/g)].map(
    ([, key = '', text = '']) => [key, JSON.parse(text) as Json] as const,
  );
  return value.find((item) =>
    wanted.every(([key, wish]) => isJsonObject(item) && isSameJson(item[key] ?? (key === 'protocol' ? 'TCP' : undefined), wish)),
  );
}
