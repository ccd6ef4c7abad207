import type { NormalizationRule } from '../normalization-rule.ts';

const DURATION = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w|y))+$/;
const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
  w: 604_800_000_000_000n,
  y: 31_536_000_000_000_000n,
};

/** Durations as Go writes them (`time.ParseDuration`), and Prometheus' days, weeks and years of 365 days: `90s` = `1m30s`. */
export const duration: NormalizationRule = {
  name: 'duration',
  format: 'duration',
  reason: 'Both texts are the same duration.',
  normalize: (value) => {
    if (value === '0' || value === 0) return '0ns';
    if (typeof value !== 'string' || !DURATION.test(value)) return undefined;
    let total = 0n;
    for (const [, whole = '0', fraction = '', unit = ''] of value.matchAll(/(\d+)(?:\.(\d+))?(ns|us|µs|ms|[smhdwy])/g)) {
      const size = NANOSECONDS[unit] ?? 0n;
      total += BigInt(whole) * size + (BigInt(fraction || '0') * size) / 10n ** BigInt(fraction.length);
    }
    return `${total}ns`;
  },
};
