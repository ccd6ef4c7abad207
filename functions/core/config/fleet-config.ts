import type * as z from 'zod';
import type { clusterSchema, discoverSchema } from './cluster-schema.ts';
import type { routeSchema } from './route-schema.ts';
import type { clusterSourceSchema, repositorySchema, sourceSchema } from './source-schema.ts';

/** A repository that clusters are declared in. */
export type SourceConfig = z.output<typeof sourceSchema>;

/** Where the repositories that delivery tools are told of may be. */
export type RepositoryConfig = z.output<typeof repositorySchema>;

/** A source as a cluster names it: the id of one of the top, the same with changes, or, with `url`, one of its own. */
export type ClusterSourceConfig = z.output<typeof clusterSourceSchema>;

/** A cluster that the file names. */
export type ClusterConfig = z.output<typeof clusterSchema>;

/** The clusters that a tag names, and how they are checked. */
export type DiscoverConfig = z.output<typeof discoverSchema>;

/** Who is told what, and where. */
export type RouteConfig = z.output<typeof routeSchema>;

/** How a cluster is checked, however it was found. */
export type CheckConfig = Pick<ClusterConfig, 'sources' | 'scope' | 'schedule'>;

/** The part of the configuration that says what the fleet is. */
export interface FleetConfig {
  readonly sources: readonly SourceConfig[];
  /** Hosts that charts may come from, beside the one that a source names. */
  readonly chartHosts: readonly string[];
  readonly repositories: readonly RepositoryConfig[];
  readonly clusters: readonly ClusterConfig[];
  readonly discover?: DiscoverConfig | undefined;
  /** Of every cluster that names none. */
  readonly schedule: string;
  readonly watch: { readonly intervals: number };
  readonly routes: readonly RouteConfig[];
}
