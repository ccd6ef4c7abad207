import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findEqualRule, NORMALIZATION_RULES } from '../../functions/core/normalize/normalize.ts';

const equal: readonly [format: 'quantity' | 'duration' | 'byte' | 'date-time', a: string | number, b: string | number][] = [
  ['quantity', '500m', '0.5'],
  ['quantity', '1Gi', '1073741824'],
  ['quantity', '0.5Gi', '512Mi'],
  ['quantity', '1e3', 1000],
  ['quantity', '1k', '1000'],
  ['quantity', '.5', '500m'],
  ['quantity', '1E', '1000000000000000000'],
  ['quantity', '1Ei', '1152921504606846976'],
  ['quantity', '+1', 1],
  ['quantity', '-0', '0'],
  ['quantity', '100n', '0.1u'],
  ['duration', '90s', '1m30s'],
  ['duration', '1.5h', '90m'],
  ['duration', '1d', '24h'],
  ['duration', '0', '0s'],
  ['byte', 'QUJD', 'QU\nJD'],
  ['date-time', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z'],
];
const different: typeof equal = [
  ['quantity', '1G', '1Gi'],
  ['quantity', '1m', '1M'],
  ['quantity', '9007199254740993', '9007199254740992'],
  ['quantity', 'big', 'large'],
  ['duration', '1m', '1M'],
  ['duration', '1m', '1ms'],
  ['byte', 'QUJD', 'QUJE'],
  ['date-time', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z'],
];

describe('spellings of one value', () => {
  for (const [format, a, b] of equal) {
    it(`takes ${a} and ${JSON.stringify(b)} for the same ${format}`, () => assert.equal(findEqualRule(format, a, b)?.format, format));
  }
  for (const [format, a, b] of different) {
    it(`tells ${a} from ${JSON.stringify(b)} as a ${format}`, () => assert.equal(findEqualRule(format, a, b), undefined));
  }
  it('never takes a number for a text where a port may be either', () => assert.equal(findEqualRule('int-or-string', '80', 80), undefined));
});

const texts = fc.oneof(
  fc.string(),
  fc.tuple(fc.integer(), fc.constantFrom('', 'm', 'Ki', 'Mi', 'G', 'n', 's', 'm', 'h', 'e3', '.5')).map(([n, suffix]) => `${n}${suffix}`),
  fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('', 'm', 'Mi', 'h', 's')).map(([a, b, suffix]) => `${a}.${b}${suffix}`),
  fc.base64String(),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);

describe('every normalization rule', () => {
  for (const rule of NORMALIZATION_RULES) {
    it(`${rule.name} is idempotent`, () => {
      fc.assert(
        fc.property(texts, (text) => {
          const once = rule.normalize(text);
          if (once !== undefined) assert.equal(rule.normalize(once), once);
        }),
        { numRuns: 2000 },
      );
    });
    it(`${rule.name} says why in a sentence`, () => assert.match(rule.reason, /^[A-Z].*\.$/));
  }
  it('keeps equal integers equal and different ones different, whatever their size', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
        assert.equal(findEqualRule('quantity', `${a}`, `${b}`) !== undefined, a === b);
      }),
    );
  });
});
