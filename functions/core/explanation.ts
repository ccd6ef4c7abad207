import type { Origin, SetBy } from './difference.ts';
import type { FieldPath } from './field-path.ts';
import type { PlacedField } from './field-place.ts';
import type { Json } from './json.ts';
import type { ObjectRef } from './kube-object.ts';

/**
 * What a rule said of one field. `equal`: both sides mean the same; `changed`, `missing`, `extra`: as in a report; `default`: git is silent and the
 * value is the server's own; `suppressed`: a rule let it go; `undecided`: nothing explains it; `pruned`: the cluster's schema does not know it.
 */
export type Judgement = 'equal' | 'changed' | 'missing' | 'extra' | 'default' | 'suppressed' | 'undecided' | 'pruned';

/** One field, how it was judged, and by which rule; of one that is not in order, where git sets it. Values are masked already. */
export interface ExplainedField extends PlacedField {
  readonly path: FieldPath;
  /** The path as text. */
  readonly at: string;
  readonly judgement: Judgement;
  readonly rule: string;
  /** One sentence. */
  readonly reason: string;
  readonly desired?: Json;
  readonly live?: Json;
  readonly setBy?: SetBy;
}

/** Every field of one object with the rule that judged it; fields in the order of their paths. */
export interface Explanation {
  readonly ref: ObjectRef;
  readonly origin: Origin;
  readonly fields: readonly ExplainedField[];
}
