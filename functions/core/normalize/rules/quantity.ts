import type { NormalizationRule } from '../normalization-rule.ts';

const QUANTITY = /^([+-]?)(\d*)(?:\.(\d*))?(?:([eE])([+-]?\d+)|([numkMGTPE]|[KMGTPE]i)?)$/;
const DECIMAL: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };

/** Resource quantities, exactly: `500m` = `0.5`, `1Gi` = `1073741824`. The grammar is that of apimachinery `pkg/api/resource/quantity.go`. */
export const quantity: NormalizationRule = {
  name: 'quantity',
  format: 'quantity',
  reason: 'Both texts are the same resource quantity.',
  normalize: (value) =>
    typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? normalizeQuantity(String(value)) : undefined,
};

/** The quantity as a plain decimal without trailing zeros, or undefined where the text is none. */
function normalizeQuantity(text: string): string | undefined {
  const match = QUANTITY.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', , exponent, suffix = ''] = match;
  if (whole === '' && fraction === '') return undefined;
  let digits = BigInt(whole + fraction || '0');
  let scale = -fraction.length + (exponent === undefined ? (DECIMAL[suffix] ?? 0) : Number(exponent));
  if (Math.abs(scale) > 400) return undefined;
  const shift = BINARY[suffix];
  if (shift !== undefined) digits <<= shift;
  if (scale > 0) {
    digits *= 10n ** BigInt(scale);
    scale = 0;
  }
  const text10 = digits.toString().padStart(1 - scale, '0');
  const point = text10.length + scale;
  const decimals = text10.slice(point).replace(/0+$/, '');
  const integer = text10.slice(0, point) || '0';
  const plain = decimals === '' ? integer : `${integer}.${decimals}`;
  return sign === '-' && plain !== '0' ? `-${plain}` : plain;
}
