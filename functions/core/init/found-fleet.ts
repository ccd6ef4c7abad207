import type { FoundDelivery } from './found-delivery.ts';
import type { FoundRepository } from './list-repositories.ts';
import type { AskedCluster } from './write-delivery.ts';

/** An EKS cluster that was found. `notes`: what whoever reads the file should know of it, a sentence each. */
export interface FoundCluster {
  readonly name: string;
  readonly region: string;
  /** Absent: where it was found, nothing tells. */
  readonly account?: string;
  readonly notes: readonly string[];
}

/** Something that is no cluster for the file, and why. */
export interface LeftOut {
  readonly what: string;
  readonly why: string;
}

/** A repository that probably declares the clusters. `url` absent: whoever reads the file has to fill it in. */
export interface FoundSource {
  readonly url?: string;
  readonly revision?: string;
  /** Folder that holds every manifest; absent: there is no such folder but the root. */
  readonly path?: string;
  readonly notes: readonly string[];
  /** Delivery tools that the repository tells what to deliver. Absent: none is known. */
  readonly deliveries?: readonly FoundDelivery[];
  /** What these name, as they write it. */
  readonly addresses?: readonly string[];
  /** Somebody named it; absent: it is that of the folder. */
  readonly isNamed?: true;
}

/** Finding clusters at every run instead of naming them. */
export interface FoundDiscovery {
  readonly tag: { readonly key: string; readonly value?: string };
  readonly regions: readonly string[];
}

/** Everything that a new configuration is written from. */
export interface FoundFleet {
  /** What was asked: `the kubeconfig /home/ada/.kube/config`. */
  readonly from: string;
  readonly clusters: readonly FoundCluster[];
  /** The file shall find the clusters by this tag, which all of them carry. */
  readonly discovery?: FoundDiscovery;
  /** The file could, since all of them carry it. */
  readonly suggestion?: FoundDiscovery;
  readonly leftOut: readonly LeftOut[];
  /** What could not be asked, a sentence each: clusters may be missing. */
  readonly problems: readonly string[];
  readonly sources: readonly FoundSource[];
  /** Clusters that were asked what tools deliver to them. Absent: none was. */
  readonly asked?: readonly AskedCluster[];
  /** Clusters that could not be asked that, a sentence each: sources may be missing. */
  readonly unasked?: readonly string[];
  /** Where what the tools name lies. Absent: nowhere that is known. */
  readonly repositories?: readonly FoundRepository[];
}
