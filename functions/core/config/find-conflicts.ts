import { suggestNearest } from '../suggest-nearest.ts';
import { accountOfRole, buildEksRef, isSameCluster } from './eks-address.ts';
import { findDigestConflicts } from './find-digest-conflicts.ts';
import type { CheckConfig, ClusterConfig, FleetConfig, SourceConfig } from './fleet-config.ts';

/** Something in a configuration that contradicts another part of it. */
export interface Conflict {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Everything that no single key tells: names given twice, sources that are not there, accounts that do not fit. */
export function findConflicts({ sources, clusters, discover, routes, repositories }: FleetConfig): Conflict[] {
  return [
    ...findRepeated(['sources'], sources, 'id'),
    ...findRepeated(['repositories'], repositories, 'url'),
    ...findRepeated(['clusters'], clusters, 'name'),
    ...findRepeated(['routes'], routes, 'name'),
    ...routes.flatMap((route, i) => findDigestConflicts(['routes', i], route)),
    ...findRepeated(['discover', 'accounts'], discover?.accounts ?? [], 'id'),
    ...findRepeatedRegions(discover?.regions ?? []),
    ...findSameClusters(clusters),
    ...clusters.flatMap((cluster, i) => [
      ...findSourceConflicts(['clusters', i], cluster, sources),
      ...findAccessConflicts(['clusters', i, 'eks'], cluster.eks.account, cluster.eks),
    ]),
    ...(discover === undefined ? [] : findSourceConflicts(['discover'], discover, sources)),
    ...(discover?.accounts ?? []).flatMap(({ id, finder, ...access }, i) => [
      ...findAccessConflicts(['discover', 'accounts', i], id, access),
      ...findRoleConflicts(['discover', 'accounts', i, 'finder'], id, finder),
    ]),
  ];
}

function findRepeated<K extends string>(path: readonly PropertyKey[], items: readonly Readonly<Record<K, string>>[], key: K): Conflict[] {
  const first = new Map<string, number>();
  const place = path.join('.');
  return items.flatMap((item, i) => {
    const before = first.get(item[key]);
    if (before !== undefined)
      return [{ path: [...path, i, key], message: `${JSON.stringify(item[key])} is there twice, first in ${place}[${before}]` }];
    first.set(item[key], i);
    return [];
  });
}

function findRepeatedRegions(regions: readonly string[]): Conflict[] {
  return regions.flatMap((region, i) =>
    regions.indexOf(region) === i ? [] : [{ path: ['discover', 'regions', i], message: `${JSON.stringify(region)} is there twice` }],
  );
}

/** Entries of one EKS cluster under two names: each would report what the other declares as unmanaged. */
function findSameClusters(clusters: readonly ClusterConfig[]): Conflict[] {
  const seen = new Map<string, number[]>();
  return clusters.flatMap((cluster, i) => {
    const ref = buildEksRef(cluster);
    const place = `${ref.region}/${ref.name}`;
    const others = seen.get(place) ?? [];
    seen.set(place, [...others, i]);
    const same = others.find((j) => clusters[j]?.name !== cluster.name && clusters[j] && isSameCluster(ref, buildEksRef(clusters[j])));
    if (same === undefined) return [];
    return [{ path: ['clusters', i, 'eks'], message: `the EKS cluster of clusters[${same}] again: one entry names all of its sources` }];
  });
}

function findSourceConflicts(path: readonly PropertyKey[], check: CheckConfig, known: readonly SourceConfig[]): Conflict[] {
  if (check.sources === undefined) {
    return known.length > 0 ? [] : [{ path, message: 'no source declares it: the file has no `sources`' }];
  }
  const ids = known.map(({ id }) => id);
  const taken = new Set<string>();
  return check.sources.flatMap((source, i): Conflict[] => {
    const { id, url, from } = typeof source === 'string' ? { id: source } : source;
    const isRepeated = taken.has(id);
    taken.add(id);
    const name = JSON.stringify(id);
    const at = [...path, 'sources', i];
    if (isRepeated) return [{ path: at, message: `the source ${name} is there twice` }];
    if (url !== undefined || from !== undefined)
      return ids.includes(id)
        ? [{ path: at, message: `a source at the top is called ${name}: leave \`${url === undefined ? `from` : `url`}\` out` }]
        : [];
    if (ids.includes(id)) return [];
    const near = suggestNearest(id, ids);
    return [{ path: at, message: `no source is called ${name}${near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`}` }];
  });
}

function findAccessConflicts(
  path: readonly PropertyKey[],
  account: string | undefined,
  { role, externalId }: { readonly role?: string | undefined; readonly externalId?: string | undefined },
): Conflict[] {
  if (role === undefined) {
    return externalId === undefined ? [] : [{ path: [...path, 'externalId'], message: 'an external id goes with a role' }];
  }
  return findRoleConflicts([...path, 'role'], account, role);
}

function findRoleConflicts(path: readonly PropertyKey[], account: string | undefined, role: string | undefined): Conflict[] {
  if (account === undefined || role === undefined || accountOfRole(role) === account) return [];
  return [{ path, message: `the role is in another account than ${account}` }];
}
