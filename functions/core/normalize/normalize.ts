import type { Json } from '../json.ts';
import type { ScalarFormat } from '../schema/field-schema.ts';
import type { NormalizationRule } from './normalization-rule.ts';
import { byteString } from './rules/byte-string.ts';
import { dateTime } from './rules/date-time.ts';
import { duration } from './rules/duration.ts';
import { quantity } from './rules/quantity.ts';

/** Every rule by which two spellings are one value. The schema's format selects the rule; a field's name never does. */
export const NORMALIZATION_RULES: readonly NormalizationRule[] = [quantity, duration, byteString, dateTime];

const BY_FORMAT = new Map<ScalarFormat, NormalizationRule>(NORMALIZATION_RULES.map((rule) => [rule.format, rule]));

/** The rule by which the two values are equal, or undefined where they are not the same value in this format. */
export function findEqualRule(format: ScalarFormat | undefined, desired: Json, live: Json): NormalizationRule | undefined {
  const rule = format === undefined ? undefined : BY_FORMAT.get(format);
  if (rule === undefined) return undefined;
  const left = rule.normalize(desired);
  return left !== undefined && left === rule.normalize(live) ? rule : undefined;
}
