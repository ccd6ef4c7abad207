import type { Json } from '../json.ts';
import type { ScalarFormat } from '../schema/field-schema.ts';

/**
 * Two spellings of one value. `normalize` gives the one spelling that stands for all of them, or undefined where the value is no such thing
 * (it is then compared as it stands). Idempotent: normalizing what was normalized changes nothing.
 */
export interface NormalizationRule {
  readonly name: string;
  readonly format: ScalarFormat;
  /** One sentence for the explanation of why two different texts are equal. */
  readonly reason: string;
  readonly normalize: (value: Json) => string | undefined;
}
