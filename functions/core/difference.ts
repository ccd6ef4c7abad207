import type { FieldPath } from './field-path.ts';
import type { FieldPlace } from './field-place.ts';
import type { Json } from './json.ts';
import type { ObjectRef } from './kube-object.ts';
import type { Severity } from './severity/severity.ts';

/** Where an object stands in git: the source's id, the file below its root, the line (1-based) on which the object begins. */
export interface Origin {
  readonly source: string;
  readonly file: string;
  readonly line: number;
}

/** Who a field manager stands for. `second-writer`: a name that people and pipelines share. `unknown-author`: the server lost the name. `unrecognized`: in no table. */
export type ManagerClass = 'delivery' | 'controller' | 'person' | 'second-writer' | 'unknown-author' | 'unrecognized';

/** The managedFields entry that owns a field. `time` is when the manager's set last changed (RFC 3339): the field was set at or before it. Names are claimed by clients. */
export interface SetBy {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource?: string;
  readonly time?: string;
  readonly class: ManagerClass;
}

/**
 * The commit that last set a line in git, as `git blame` tells it. `author` and `time` (RFC 3339) are what the commit says; nothing proves them. Where
 * `boundary` is set, the history that is there locally ends at `commit`: the line was set at or before it, so no author and no request are named.
 */
export interface Blame {
  readonly commit: string;
  readonly author?: string;
  readonly time: string;
  /** The request that brought the commit, as commits name it. `sign`: how the forge writes it, `#41` or `!41`. */
  readonly pullRequest?: { readonly number: number; readonly sign: '#' | '!'; readonly url?: string };
  readonly boundary?: true;
}

/** Which side moved. `on-admission`: changed by the cluster on its way in. `removed`: gone, and managedFields cannot say by whom. */
export type Cause = 'by-hand' | 'by-controller' | 'not-yet-applied' | 'on-admission' | 'removed' | 'unknown';

interface FieldCommon {
  readonly path: FieldPath;
  /** The path as text, `.spec.template.spec.containers[name="web"].image`. */
  readonly at: string;
  readonly cause: Cause;
  readonly setBy?: SetBy;
  /** Line of the field in `origin.file`, where that spells out the value that is compared. */
  readonly line?: number;
  /** Where the value is set instead, when the source is rendered: never beside `line`. */
  readonly place?: FieldPlace;
  /** Of that line; absent where history does not tell. */
  readonly blame?: Blame;
  /** What is worth knowing beside the values, one sentence. */
  readonly note?: string;
}

/** One field that departs. `changed`: both sides have it; `missing`: only git; `extra`: only the cluster. */
export type FieldDifference = FieldCommon &
  (
    | { readonly type: 'changed'; readonly desired: Json; readonly live: Json }
    | { readonly type: 'missing'; readonly desired: Json }
    | { readonly type: 'extra'; readonly live: Json }
  );

/** `madeOf`: git declares that object, and a controller should have made this one of it; `origin` is then that object's. */
export interface MissingObject {
  readonly type: 'missing';
  readonly ref: ObjectRef;
  readonly team?: string;
  readonly origin: Origin;
  readonly madeOf?: ObjectRef;
  /** Of the line on which the object begins; absent where history does not tell. */
  readonly blame?: Blame;
}
/** `team`: who answers for the object, as it or its manifest says (`find-team.ts`). */
export interface ModifiedObject {
  readonly type: 'modified';
  readonly ref: ObjectRef;
  readonly team?: string;
  readonly origin: Origin;
  /** The manager that delivers git's state to this object, where one was found; its `time` is when it last changed something. */
  readonly delivery?: SetBy;
  readonly fields: readonly FieldDifference[];
}
/** An object in the cluster that no source declares. `setBy`: the manager that made it or last wrote it; `since`: its creation. */
export interface UnmanagedObject {
  readonly type: 'unmanaged';
  readonly ref: ObjectRef;
  readonly team?: string;
  readonly setBy?: SetBy;
  readonly since?: string;
}

/** One departure of the cluster from git. */
export type Difference = MissingObject | ModifiedObject | UnmanagedObject;

/** A departure as a report has it: with how much it matters. */
export type Judged<T extends Difference = Difference> = T & { readonly severity: Severity };
