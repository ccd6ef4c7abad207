import { compareText } from '../kube-object.ts';
import { resolveSources } from '../resolve-sources.ts';
import { buildEksRef } from './eks-address.ts';
import type { FleetConfig } from './fleet-config.ts';

/** Who is asked for what, a line each. */
export interface AccessSummary {
  /** Roles that are assumed, and what for. */
  readonly roles: readonly string[];
  /** Secrets that are read, and which hosts are shown what they hold. */
  readonly secrets: readonly string[];
}

/** What a configuration lets `plan` and `detect` reach beyond the account they run in, and with which secrets. */
export function summarizeAccess(config: FleetConfig): AccessSummary {
  const { clusters, discover } = config;
  const roles = new Map<string, Set<string>>();
  const secrets = new Map<string, Set<string>>();
  for (const cluster of clusters) if (cluster.eks.role !== undefined) add(roles, cluster.eks.role, `detect reads ${cluster.name}`);
  for (const { id, role, finder } of discover?.accounts ?? []) {
    add(roles, role, `detect reads what is found in ${id}`);
    add(roles, finder ?? role, `plan finds clusters in ${id}`);
  }
  const known = new Map(config.sources.map((source) => [source.id, source]));
  const places = clusters.map((cluster) => ({ check: cluster, place: { cluster: cluster.name, region: buildEksRef(cluster).region } }));
  const all = discover === undefined ? places : [...places, { check: discover, place: { cluster: '{cluster}', region: '{region}' } }];
  for (const { check, place } of all) {
    for (const { url, secret } of resolveSources(check.sources, known, place))
      if (secret !== undefined) add(secrets, secret, new URL(url).host);
  }
  return {
    roles: list(roles, (uses) => uses.join(', ')),
    secrets: list(secrets, (hosts) => `detect reads it, for ${hosts.join(', ')}`),
  };
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  map.set(key, (map.get(key) ?? new Set()).add(value));
}

const MOST = 3;

function list(map: ReadonlyMap<string, ReadonlySet<string>>, describe: (values: readonly string[]) => string): string[] {
  return [...map]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, set]) => {
      const values = [...set].sort(compareText);
      const shown = values.length <= MOST ? values : [...values.slice(0, MOST - 1), `and ${values.length - MOST + 1} more`];
      return `${key}  ${describe(shown)}`;
    });
}
