import type { NormalizationRule } from '../normalization-rule.ts';

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Instants of RFC 3339: `2026-01-01T01:00:00+01:00` = `2026-01-01T00:00:00Z`. Fractions of a second are kept to the millisecond. */
export const dateTime: NormalizationRule = {
  name: 'date-time',
  format: 'date-time',
  reason: 'Both texts are the same instant.',
  normalize: (value) => {
    if (typeof value !== 'string' || !DATE_TIME.test(value)) return undefined;
    const instant = Date.parse(value);
    return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
  },
};
