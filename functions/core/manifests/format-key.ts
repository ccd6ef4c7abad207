import type { Json } from '../json.ts';

/** The text of a mapping key that is no string, as Go makes it: `true`, `1`, `1.5`, `1e+06`. Undefined for what cannot be a key (null, lists, mappings). */
export function formatKey(value: Json, integer: boolean): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return value < 2n ** 63n ? String(value) : undefined;
  if (typeof value === 'number') return integer ? String(value) : formatFloat(value);
  return undefined;
}

// strconv.FormatFloat(value, 'g', -1, 32): the shortest digits that give the same 32-bit float.
function formatFloat(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const single = Math.fround(value);
  let digits = 0;
  while (digits < 8 && Math.fround(Number(single.toExponential(digits))) !== single) digits++;
  const [mantissa, exponent] = single.toExponential(digits).split('e') as [string, string];
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(Number(`${mantissa}e${power}`));
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}
