import type { DesiredObject } from '../../desired-state.ts';
import type { Level, LevelReader } from '../kustomization-level.ts';
import { type FieldState, type FollowedField, type Touch, touch } from './field-state.ts';

/** What an object is called at a point of a rendering. */
export interface ObjectId {
  readonly name: string;
  readonly namespace: string | undefined;
}

/** An object on its way through a rendering. */
export interface Trace {
  /** Every name it had, the written one first, the present one last. */
  readonly ids: readonly ObjectId[];
  /** One for each field that is followed. */
  readonly states: readonly FieldState[];
}

/** What is followed: some fields of an object as it came out. */
export interface TraceContext {
  readonly object: DesiredObject;
  readonly fields: readonly FollowedField[];
  readonly reader: LevelReader;
}

/** One thing that Kustomize does to the objects of a kustomization. */
export type RenderStep = (level: Level, trace: Trace, context: TraceContext) => Trace;

/** The trace with its fields touched. */
export function touchFields(
  trace: Trace,
  { fields }: TraceContext,
  change: (field: FollowedField, state: FieldState) => Touch,
  applies: 'yes' | 'maybe' = 'yes',
): Trace {
  const states = fields.flatMap((field, i) => {
    const state = trace.states[i];
    return state === undefined ? [] : [touch(state, change(field, state), applies)];
  });
  return { ...trace, states };
}

/** The trace under another name. */
export function rename(trace: Trace, change: Partial<ObjectId>): Trace {
  const now = trace.ids.at(-1);
  return now === undefined ? trace : { ...trace, ids: [...trace.ids, { ...now, ...change }] };
}

/** Whether it was ever called like that. A namespace that is not said is `default`. */
export function wasCalled({ ids }: Trace, name: string, namespace: string | undefined): boolean {
  return ids.some((id) => id.name === name && (id.namespace ?? 'default') === (namespace ?? 'default'));
}
