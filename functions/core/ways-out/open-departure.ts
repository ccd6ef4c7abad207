import type { FieldFinding } from '../diff/object-comparison.ts';
import type { Difference, FieldDifference, ModifiedObject, Origin } from '../difference.ts';
import type { FieldPath } from '../field-path.ts';
import { asJsonObject, isSameJson, type Json } from '../json.ts';
import type { KubeObject, ObjectRef } from '../kube-object.ts';
import type { ServedKind } from '../live-state.ts';

/** What a comparison said of one leaf of a live object: it departs, or why it does not. `undecided` is neither. */
export interface JudgedLeaf {
  readonly path: FieldPath;
  readonly at: string;
  /** `default`: what the server fills in; otherwise the rule that let it go. */
  readonly rule: 'departs' | 'undecided' | 'default' | (string & {});
}

/** One comparison of a declared with a live object. Findings hold values as they are, but for Secrets, which are masked. */
export interface Comparison {
  readonly findings: readonly FieldFinding[];
  readonly leaves: readonly JudgedLeaf[];
}

/** Where git has an object, and as which revision. */
export interface DeclaredText {
  readonly origin: Origin;
  /** Of the repository; `worktree` for uncommitted files. */
  readonly commit: string;
  readonly body: KubeObject;
  /** The first and last line of its document; absent where it shares them with other objects, or was rendered. */
  readonly lines?: { readonly first: number; readonly last: number };
  /** The namespace that the text leaves out. */
  readonly namespace?: string;
  readonly isRendered: boolean;
}

/** A departure with both sides as they are now, values and all: nothing of it may be shown that `hides` says to hide. */
export interface OpenDeparture {
  readonly difference: Difference;
  readonly served: ServedKind | undefined;
  readonly declared?: DeclaredText;
  /** Absent where the object is not in the cluster, or could not be read (`unread` says why). */
  readonly live?: KubeObject;
  readonly unread?: string;
  readonly compare: (desired: KubeObject, live: KubeObject) => Comparison;
  /** The part of a path that is set as a whole: the shortest that leads to a struct or list of one owner, else all of it. */
  readonly wholeOf: (path: FieldPath) => FieldPath;
  /** True where a value at this path holds a secret. */
  readonly hides: (value: Json, path: FieldPath) => boolean;
}

/** A way out that cannot be given for one field, or for the object, and what to do instead. */
export interface Refusal {
  readonly at?: string;
  readonly reason: 'secret' | 'immutable' | 'ambiguous' | 'gone' | 'rendered' | 'no-line' | 'not-equal' | 'controller' | 'unread';
  readonly message: string;
}

/** What a report tells of an object, as the comparison finds it now. What is no longer there is `gone`. */
export function findNow(
  { fields }: Pick<ModifiedObject, 'fields'>,
  { findings }: Comparison,
): { readonly findings: readonly FieldFinding[]; readonly gone: readonly FieldDifference[] } {
  const isSame = (field: FieldDifference, finding: FieldFinding): boolean =>
    field.type === finding.type && isSamePath(field.path, finding.path);
  return {
    findings: findings.filter((finding) => fields.some((field) => isSame(field, finding))),
    gone: fields.filter((field) => !findings.some((finding) => isSame(field, finding))),
  };
}

function isSamePath(a: FieldPath, b: FieldPath): boolean {
  return a.length === b.length && a.every((element, i) => isSameJson(element as Json, b[i] as Json));
}

/** True for the path itself and everything below it, both as text. */
export function isBelow(at: string, ancestor: string): boolean {
  return at === ancestor || (at.startsWith(ancestor) && /^[.[]/.test(at.slice(ancestor.length)));
}

/** True for a core Secret. */
export function isSecretRef({ group, kind }: ObjectRef): boolean {
  return group === '' && kind === 'Secret';
}

/** Keys that a list item leaves to the server: the one built-in case (k8s.io/api core/v1, ports). */
export function hasKeys(item: Json | undefined, keys: Readonly<Record<string, Json>>): boolean {
  const object = asJsonObject(item);
  return Object.entries(keys).every(([key, wanted]) => isSameJson(object[key] ?? (key === 'protocol' ? 'TCP' : undefined), wanted));
}
