import type { ObjectRef } from '../kube-object.ts';
import type { Place } from './list-places.ts';
import type { SeverityLevel } from './severity.ts';

interface SignCommon {
  readonly level: SeverityLevel;
  /** Completes "look at this first, since it …". */
  readonly why: string;
  /** `Kind` of one of Kubernetes' own groups, `Kind.group`, or `*.group`. Absent: every kind. */
  readonly kinds?: readonly string[];
}

/** A sign that a whole object gives: it is not there, or it is in no repository. Of the latter no more than the metadata is known. */
export interface ObjectSign extends SignCommon {
  readonly of: 'missing' | 'unmanaged';
  readonly when?: (ref: ObjectRef) => boolean;
}

/** A sign that one field of a modified object gives. */
export interface FieldSign extends SignCommon {
  readonly of: 'field';
  /**
   * Places as `list-places.ts` spells them. One that begins with a slash begins at the object, any other may stand at any depth; `*` is any one
   * segment, and `/**` at the end the place and all below.
   */
  readonly at: readonly string[];
  readonly when?: (place: Place, ref: ObjectRef) => boolean;
}

export type SeveritySign = ObjectSign | FieldSign;

/** What is known of one sort of departure: data only. A place is judged by the first sign that fits it. */
export interface SeverityRule {
  readonly name: string;
  /** One sentence: what such departures have in common. */
  readonly about: string;
  readonly signs: readonly SeveritySign[];
}
