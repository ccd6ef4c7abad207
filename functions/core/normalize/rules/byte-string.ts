import type { NormalizationRule } from '../normalization-rule.ts';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Base64 by its decoded bytes: line breaks inside it mean nothing (Go's decoder skips them). */
export const byteString: NormalizationRule = {
  name: 'byte-string',
  format: 'byte',
  reason: 'Both texts are base64 of the same bytes.',
  normalize: (value) => {
    if (typeof value !== 'string') return undefined;
    const compact = value.replace(/[\r\n]/g, '');
    return compact.length % 4 === 0 && BASE64.test(compact) ? compact : undefined;
  },
};
