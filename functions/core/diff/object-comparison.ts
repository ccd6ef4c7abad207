import type { Cause, SetBy } from '../difference.ts';
import type { FieldPath } from '../field-path.ts';
import type { Json } from '../json.ts';
import type { Spot } from '../kinds/kind-profile.ts';
import type { KubeObject, ObjectRef } from '../kube-object.ts';
import type { FieldCursor } from './field-cursor.ts';
import type { ObjectOwners } from './object-owners.ts';

/** A departure of one field, values not yet masked. */
export interface FieldFinding {
  readonly type: 'changed' | 'missing' | 'extra';
  readonly path: FieldPath;
  readonly desired?: Json;
  readonly live?: Json;
  readonly cause: Cause;
  readonly setBy?: SetBy;
  readonly note?: string;
}

/** A departure that a rule let go, or that could not be decided. */
export interface FieldPass {
  readonly path: FieldPath;
  readonly live: Json;
  readonly desired?: Json;
  readonly rule: string;
  readonly reason: string;
  readonly setBy?: SetBy;
}

/** Takes what the comparison of one object says, field by field. `equal` and `isDefault` are asked for only by an explanation. */
export interface Findings {
  readonly differs: (finding: FieldFinding) => void;
  readonly suppresses: (pass: FieldPass) => void;
  readonly leavesUndecided: (pass: FieldPass) => void;
  readonly prunes: (path: FieldPath, desired: Json) => void;
  readonly equals?: (path: FieldPath, desired: Json, live: Json | undefined, rule: string) => void;
  readonly isDefault?: (path: FieldPath, live: Json) => void;
}

/** Everything the rules may look at while one object is compared. */
export interface ObjectComparison {
  readonly ref: ObjectRef;
  readonly desired: KubeObject;
  readonly live: KubeObject;
  readonly cursor: FieldCursor;
  readonly owners: ObjectOwners;
  /** The cluster told the kind's schema. */
  readonly hasSchema: boolean;
  /**
   * What is known of defaults: `complete`: a field without one in the table or schema has none; `partial`: this server version or kind
   * is not in the tables, so a default that nobody listed is possible.
   */
  readonly defaultsKnown: 'complete' | 'partial';
  readonly findSpot: (path: FieldPath, live: Json) => Spot | undefined;
  readonly findings: Findings;
}
