import type { SetBy } from '../difference.ts';
import type { KubeObject, ObjectRef } from '../kube-object.ts';

/** What an unmanaged rule may look at: the ref, the metadata (never the spec: undeclared kinds are read as metadata only) and the writers. */
export interface UnmanagedCandidate {
  readonly ref: ObjectRef;
  readonly object: KubeObject;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  /** Every managedFields entry of the object, classified, oldest first; empty where the server tracks none. */
  readonly writers: readonly SetBy[];
}

/**
 * A rule that says: this object is in no repository, and rightly so. Names, labels and annotations can be chosen by anybody, so a rule that goes
 * by them also asks who wrote the object.
 */
export interface UnmanagedRule {
  readonly name: string;
  /** One sentence for the report: what makes such objects. */
  readonly reason: string;
  /** Kinds never worth listing at all (`Kind` or `Kind.group`, with `*`): no request is made for them when git declares none. */
  readonly neverListed?: readonly string[];
  readonly isMachineMade: (candidate: UnmanagedCandidate) => boolean;
}
