import type { SetBy } from '../difference.ts';
import type { ObjectRef } from '../kube-object.ts';

/**
 * How a departure ended. `put-back`: the cluster moved, and is as git says again. `adopted`: git moved, and says what the cluster had. `deleted`: what no
 * source declares is gone. `excused`: it is still there, and a rule lets it go by now.
 */
export type SettledHow = 'put-back' | 'adopted' | 'deleted' | 'excused';

/** How it ended, and what the cluster's records and git tell of it. */
export interface Ending {
  readonly how: SettledHow;
  /** Of `put-back`: the one manager that owns the field by now and has written since the report before. Absent where that is none, or several. */
  readonly setBy?: SetBy;
  /** Of `adopted`: the commit that was compared. It, or one after the report before, made the change. */
  readonly commit?: { readonly source: string; readonly commit: string };
}

/** Something that departed in the report before, and does not any more. */
export interface Settled extends Ending {
  readonly ref: ObjectRef;
  /** The path of the field as text; absent where the whole object departed. */
  readonly at?: string;
}
