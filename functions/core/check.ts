import type { DiscoveryRef } from './discover/discovery-ref.ts';
import type { RepositoryRule } from './discover/repository-rules.ts';
import type { ProvenanceRequest } from './provenance/provenance-request.ts';
import type { RenderingRequest } from './rendering-request.ts';

/** Where desired state comes from. `url`: https URL or local path. `path`: folder below the root, '' for the root. */
export interface SourceRef {
  readonly id: string;
  readonly url: string;
  readonly revision: string;
  readonly path: string;
  readonly defaultNamespace: string;
  /** Compare the uncommitted files of a local repository. */
  readonly worktree: boolean;
  /** How it is rendered; absent: as what lies there asks for. */
  readonly rendering?: RenderingRequest;
  /** What its revisions have to prove; absent: what the configuration says for all. */
  readonly provenance?: ProvenanceRequest;
}

/** What counts as in scope when looking for objects that no source declares, and which kinds are left out of the check altogether. Patterns take `*`. */
export interface Scope {
  /** Look for unmanaged objects at all. */
  readonly unmanaged: boolean;
  /** Only these namespaces; empty: all. Cluster-scoped objects are always in scope. */
  readonly namespaces: readonly string[];
  readonly excludeNamespaces: readonly string[];
  /** Kinds left out, `Kind` or `Kind.group`: neither read nor compared, and no gap. */
  readonly excludeKinds: readonly string[];
}

export interface ClusterRef {
  readonly name: string;
  readonly server: string;
  /** What the operator calls its environment, like `prod`; absent where nobody told. */
  readonly environment?: string;
}

/** One cluster with every source that git declares for it. */
export interface Check {
  readonly id: string;
  readonly cluster: ClusterRef;
  readonly sources: readonly SourceRef[];
  /** Sources that are found by what delivery tools are told. Absent: none. */
  readonly discoveries?: readonly DiscoveryRef[];
  /** Where the repositories of found sources may be. Absent or empty: at any public address, without a credential. */
  readonly repositories?: readonly RepositoryRule[];
  readonly scope: Scope;
}

/** Everything in scope: all namespaces, all kinds. */
export const WHOLE_CLUSTER: Scope = { unmanaged: true, namespaces: [], excludeNamespaces: [], excludeKinds: [] };
