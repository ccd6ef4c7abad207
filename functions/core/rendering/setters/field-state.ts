import type { FieldPath } from '../../field-path.ts';
import type { FieldSetter } from '../../field-place.ts';
import { isSameJson, type Json } from '../../json.ts';
import type { FoundValue, GitDocument, Spot } from '../git-document.ts';

/** A field of a rendered object that is followed through a rendering, and the value that came out. */
export interface FollowedField {
  readonly path: FieldPath;
  readonly value: Json;
}

/** What a field is at some point of a rendering. `unknown`: something that is not understood may have touched it. `spot` undefined: nobody knows where. */
export type FieldState =
  | { readonly type: 'absent' }
  | { readonly type: 'unknown' }
  | { readonly type: 'set'; readonly value: Json; readonly setter: FieldSetter | 'manifest'; readonly spot: Spot | undefined };

/** What a step of a rendering does to a field. */
export type Touch = { readonly type: 'untouched' } | FieldState;

export const UNTOUCHED: Touch = { type: 'untouched' };
export const ABSENT: FieldState = { type: 'absent' };
export const UNKNOWN: FieldState = { type: 'unknown' };

/** The state after a touch; what is set by something that may not apply at all is unknown. */
export function touch(before: FieldState, after: Touch, applies: 'yes' | 'maybe'): FieldState {
  if (after.type === 'untouched') return before;
  if (applies === 'yes') return after;
  return UNKNOWN;
}

/** A value that a document spells out; null there takes a field away. */
export function setTo(document: GitDocument, { found, value }: FoundValue, setter: FieldSetter): FieldState {
  return value === null ? ABSENT : { type: 'set', value, setter, spot: document.spotOf(found) };
}

/** Whether a state is what came out. */
export function isOutcome(state: FieldState, { value }: FollowedField): state is FieldState & { readonly type: 'set' } {
  return state.type === 'set' && isSameJson(state.value, value);
}
