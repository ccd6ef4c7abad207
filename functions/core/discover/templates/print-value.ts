import { isJsonList, isJsonObject, type Json } from '../../json.ts';

/** A value as Go's templates print it, where JSON was decoded without types: every number is a float. */
export function printValue(value: Json): string {
  return value === null ? '<no value>' : printInside(value);
}

function printInside(value: Json): string {
  if (value === null) return '<nil>';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'bigint') return printFloat(Number(value));
  if (isJsonList(value)) return `[${value.map(printInside).join(' ')}]`;
  if (isJsonObject(value)) {
    const keys = Object.keys(value).sort();
    return `map[${keys.map((key) => `${key}:${printInside(value[key] ?? null)}`).join(' ')}]`;
  }
  return String(value);
}

/** fmt: the shortest form, with an exponent of two digits from a million on, and below four zeros behind the point. */
function printFloat(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude === 0 || (magnitude >= 1e-4 && magnitude < 1e6)) return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}
