import type { CheckItem, EksClusterRef, FoundCluster } from './check-item.ts';
import { buildEksRef, isSameCluster } from './config/eks-address.ts';
import type { CheckConfig, DiscoverConfig } from './config/fleet-config.ts';
import { type CheckSchedule, readSchedule } from './config/list-schedules.ts';
import type { Config } from './config.ts';
import type { DiscoveryRef } from './discover/discovery-ref.ts';
import type { RepositoryRule } from './discover/repository-rules.ts';
import { compareText } from './kube-object.ts';
import { resolveDiscoveries, resolveSources } from './resolve-sources.ts';

/** The checks of one run, and what is amiss with the fleet as a whole. */
export interface CheckPlan {
  readonly items: readonly CheckItem[];
  readonly problems: readonly string[];
}

/** A cluster that is checked: how it is called, where it is, and what the configuration says of it. */
interface Member {
  readonly id: string;
  readonly ref: EksClusterRef;
  /** What `{cluster}` stands for. */
  readonly name: string;
  readonly check: CheckConfig;
  readonly environment: string | undefined;
}

/**
 * The checks of the fleet, sorted by id: the clusters of the configuration, and those `discovered` by their tag that it does not name.
 * With `schedule` only those that run then (an expression of `listSchedules`).
 */
export function planChecks(config: Config, discovered: readonly FoundCluster[], schedule?: string): CheckPlan {
  const listed = config.clusters.map(
    (check): Member => ({ id: check.name, ref: buildEksRef(check), name: check.name, check, environment: check.environment }),
  );
  const { members, problems } = addDiscovered(listed, discovered, config.discover);
  const scheduleOf = rememberSchedules(config);
  const known = new Map(config.sources.map((source) => [source.id, source]));
  const items = members
    .filter(({ check }) => schedule === undefined || scheduleOf(check).expression === schedule)
    .map(
      ({ id, ref, name, check, environment }): CheckItem => ({
        id,
        cluster: ref,
        ...(environment === undefined ? {} : { environment }),
        sources: resolveSources(check.sources, known, { cluster: name, region: ref.region }),
        ...describeDiscoveries(resolveDiscoveries(check.sources, known), config),
        scope: {
          unmanaged: check.scope.unmanaged ?? config.scope.unmanaged,
          namespaces: check.scope.namespaces ?? config.scope.namespaces,
          excludeNamespaces: check.scope.excludeNamespaces ?? config.scope.excludeNamespaces,
          excludeKinds: check.scope.excludeKinds ?? config.scope.excludeKinds,
        },
        everyMinutes: scheduleOf(check).everyMinutes,
      }),
    )
    .sort((a, b) => compareText(a.id, b.id));
  return { items, problems: members.length > 0 ? problems : [...problems, 'there is no cluster to check'] };
}

function addDiscovered(
  listed: readonly Member[],
  discovered: readonly FoundCluster[],
  discover: DiscoverConfig | undefined,
): { readonly members: readonly Member[]; readonly problems: readonly string[] } {
  if (discover === undefined) return { members: listed, problems: [] };
  const byPlace = Map.groupBy(listed, ({ ref }) => `${ref.region}/${ref.name}`);
  const found = new Map<string, Member>();
  const problems: string[] = [];
  const common = typeof discover.environment === 'string' ? discover.environment : undefined;
  for (const { environment = common, ...ref } of discovered.toSorted((a, b) => compareText(a.role ?? '', b.role ?? ''))) {
    if (byPlace.get(`${ref.region}/${ref.name}`)?.some((member) => isSameCluster(member.ref, ref))) continue;
    const id = nameDiscovered(ref);
    const before = found.get(id);
    if (before === undefined) found.set(id, { id, ref, name: ref.name, check: discover, environment });
    else if (before.ref.role !== ref.role) problems.push(`${id} was found twice, by two roles: ${formatRoles(before.ref, ref)}`);
  }
  const { key, value } = discover.tag;
  const tag = value === undefined ? key : `${key}=${value}`;
  if (discovered.length === 0) problems.push(`no EKS cluster carries the tag ${tag} in ${discover.regions.join(', ')}`);
  return { members: [...listed, ...found.values()], problems: problems.sort(compareText) };
}

/** Region and account are always in it, so that no cluster is called otherwise when another of its name appears. */
function nameDiscovered({ name, region, account }: EksClusterRef): string {
  return [name, region, ...(account === undefined ? [] : [account])].join('.');
}

function formatRoles(...refs: readonly EksClusterRef[]): string {
  return refs
    .map(({ role }) => role ?? 'its own')
    .sort(compareText)
    .join(', ');
}

function describeDiscoveries(discoveries: readonly DiscoveryRef[], config: Config): Pick<CheckItem, 'discoveries' | 'repositories'> {
  if (discoveries.length === 0) return {};
  const repositories = config.repositories.map(
    ({ secret, ...rule }): RepositoryRule => ({ ...rule, ...(secret === undefined ? {} : { secret }) }),
  );
  return { discoveries, repositories };
}

/** A thousand clusters have few schedules. */
function rememberSchedules(config: Config): (check: CheckConfig) => CheckSchedule {
  const known = new Map<string | undefined, CheckSchedule>();
  return (check) => {
    const schedule = known.get(check.schedule) ?? readSchedule(check, config);
    known.set(check.schedule, schedule);
    return schedule;
  };
}
