import type { Scope } from './check.ts';
import type { DiscoveryRef } from './discover/discovery-ref.ts';
import type { RepositoryRule } from './discover/repository-rules.ts';
import type { ProvenanceRequest } from './provenance/provenance-request.ts';
import type { RenderingRequest } from './rendering-request.ts';

/** An EKS cluster and the way into it. `role` is assumed (with `externalId`) where the cluster is in another account; absent: the function's own. */
export interface EksClusterRef {
  readonly name: string;
  readonly region: string;
  readonly account?: string;
  readonly role?: string;
  readonly externalId?: string;
}

/** A cluster that was found by its tag. `environment`: the value of the tag that tells it, where it carries one. */
export interface FoundCluster extends EksClusterRef {
  readonly environment?: string;
}

/** One source of a check as a function reads it: credentials by the name of a secret (Secrets Manager), never by value. */
export interface SourceItem {
  readonly id: string;
  readonly url: string;
  readonly revision: string;
  readonly path: string;
  readonly defaultNamespace: string;
  readonly secret?: string;
  /** How it is rendered; absent: by what lies there. */
  readonly rendering?: RenderingRequest;
  readonly provenance?: ProvenanceRequest;
}

/** One check of a fleet: what `plan` writes, one line each, and `detect` takes. `id` is the name of the cluster in the configuration. */
export interface CheckItem {
  readonly id: string;
  readonly cluster: EksClusterRef;
  /** Of the cluster, like `prod`; absent where nobody told. */
  readonly environment?: string;
  readonly sources: readonly SourceItem[];
  /** Sources that are found at every run. Absent: none. */
  readonly discoveries?: readonly DiscoveryRef[];
  /** Where those may be. */
  readonly repositories?: readonly RepositoryRule[];
  readonly scope: Scope;
  /** Minutes between two checks, for the alarm that asks after a check that never came. */
  readonly everyMinutes: number;
}
