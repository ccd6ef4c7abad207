import type { Json } from '../json.ts';

const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['.nan', '.NaN', '.NAN'].map((word) => [word, Number.NaN] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...['-.inf', '-.Inf', '-.INF'].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const INTEGER = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

/**
 * What a plain scalar means to Kubernetes, which reads YAML 1.1 through Go's sigs.k8s.io/yaml: `yes` and `y` are true, `0644` is 420, `1_000` is 1000,
 * `1:30` and dates are text. Integers beyond 2^53 are bigint. `.inf` and `.nan` come back as such; no JSON can hold them.
 */
export function resolvePlain(text: string): Json {
  const first = text.charCodeAt(0);
  // Digits, and + - . before them.
  if ((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46) return resolveNumber(text);
  if (text.length > 5) return text;
  const word = WORDS.get(text);
  return word === undefined ? text : word;
}

/** True for text that is an integer in one of YAML 1.1's spellings, and so a key without a fraction. */
export function isInteger(text: string): boolean {
  return INTEGER.test(text.replaceAll('_', ''));
}

function resolveNumber(text: string): Json {
  const special = WORDS.get(text);
  if (special !== undefined) return special;
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  const integer = INTEGER.exec(digits);
  const exact = integer && toInteger(integer);
  if (exact !== null && exact !== undefined) return exact;
  if (!FLOAT.test(digits)) return text;
  const float = Number(digits);
  return Number.isFinite(float) ? toJsonNumber(float) : text;
}

function toInteger(match: RegExpExecArray): number | bigint | undefined {
  const [, sign, hexadecimal, binary, octal, decimal] = match;
  if (decimal !== undefined && decimal.length < 16) return Number(decimal) * (sign === '-' && decimal !== '0' ? -1 : 1);
  const magnitude = BigInt(hexadecimal ? `0x${hexadecimal}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '0'));
  const value = sign === '-' ? -magnitude : magnitude;
  // A sign makes it an int64, none lets it be a uint64; what is beyond is a float there.
  const limit = sign === '' ? UINT64_MAX : INT64_MAX;
  if (value > limit || value < -INT64_MAX - 1n) return undefined;
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

// The API server writes such a float as an integer, and that is how it is read back.
function toJsonNumber(float: number): Json {
  return Number.isInteger(float) && !Number.isSafeInteger(float) && Math.abs(float) < 1e21 ? BigInt(float.toString()) : float;
}
