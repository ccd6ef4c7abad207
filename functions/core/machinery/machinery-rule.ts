import type { FieldPath } from '../field-path.ts';
import type { Json } from '../json.ts';
import type { KubeObject, ObjectRef } from '../kube-object.ts';
import type { Autoscaler } from './autoscalers.ts';

/** What one rule sees of a departure: the field, both values, the whole objects, and what else of the cluster bears on it. */
export interface MachineryCase {
  readonly ref: ObjectRef;
  readonly path: FieldPath;
  readonly desired: Json | undefined;
  readonly live: Json | undefined;
  readonly liveObject: KubeObject;
  readonly autoscalers: readonly Autoscaler[];
}

/** A rule for machinery that writes what git declares too, and is right to. Never a blanket: it looks at the values. */
export interface MachineryRule {
  readonly name: string;
  /** One sentence: why this departure is none. */
  readonly reason: string;
  readonly explains: (departure: MachineryCase) => boolean;
}
