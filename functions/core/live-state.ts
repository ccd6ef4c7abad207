import type { KubeObject } from './kube-object.ts';

/** One kind at one version as discovery tells it. `resource` is the plural in the URL. */
export interface ServedKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly resource: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** True for the version the server prefers within the group. */
  readonly preferred: boolean;
}

/** What the cluster serves. A group version that discovery could not read (a broken aggregated API) is in `unreadable`. */
export interface Discovery {
  /** Like `v1.34.4`. */
  readonly serverVersion: string;
  readonly kinds: readonly ServedKind[];
  readonly unreadable: readonly { readonly group: string; readonly version: string; readonly message: string }[];
}

/** One list to read. `metadata`: PartialObjectMetadata only, for kinds that git does not declare. */
export interface KindRead {
  readonly served: ServedKind;
  readonly mode: 'full' | 'metadata';
  /** Only objects with these labels, as the API takes them. Absent: all. */
  readonly labelSelector?: string;
}

/** Items of one page of one list. */
export interface LivePage {
  readonly read: KindRead;
  readonly objects: readonly KubeObject[];
}

export type UncheckedKindReason =
  | 'forbidden'
  | 'unauthorized'
  | 'not-served'
  | 'not-found'
  | 'unreachable'
  | 'timed-out'
  | 'server-error'
  | 'invalid-response'
  | 'no-list-verb';

/**
 * A kind that could not be read: nothing is claimed about its objects. `declared` says how many objects of it git declares (0: it was read
 * for unmanaged objects only). `http` is the status where the server gave one.
 */
export interface UncheckedKind {
  readonly type: 'kind';
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly reason: UncheckedKindReason;
  readonly message: string;
  readonly declared: number;
  readonly http?: number;
}
