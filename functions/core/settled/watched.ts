import type { SetBy } from '../difference.ts';
import type { FieldPath } from '../field-path.ts';
import type { KubeObject, ObjectRef } from '../kube-object.ts';

/** An object that departed before, as this reading found it; Secrets are masked. `undeclared`: no source declares it. */
export type WatchedObject =
  | { readonly type: 'undeclared' }
  | {
      readonly type: 'declared';
      readonly source: string;
      readonly desired: KubeObject;
      readonly live: KubeObject;
      /** Paths as text of what still departs, before rules had their say. */
      readonly departing: ReadonlySet<string>;
      readonly ownersOf: (path: FieldPath) => readonly SetBy[];
      /** Everybody who wrote to it. */
      readonly writers: () => readonly SetBy[];
    };

/** What a reading knows of the objects that departed in the report before. */
export interface Watched {
  /** Those that were found, by `refKey`. */
  readonly objects: ReadonlyMap<string, WatchedObject>;
  readonly isDeclared: (ref: ObjectRef) => boolean;
  /** True where this reading would have found an object that no source declares: its kind was read whole, and it is in scope. */
  readonly wouldBeSeen: (ref: ObjectRef) => boolean;
}
