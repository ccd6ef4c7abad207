import type { Config } from '../config.ts';
import { accountOfRole } from './eks-address.ts';
import type { CheckConfig, ClusterConfig, ClusterSourceConfig, DiscoverConfig, RouteConfig, SourceConfig } from './fleet-config.ts';
import { listSchedules, readSchedule } from './list-schedules.ts';
import { summarizeAccess } from './summarize-access.ts';

const MOST = 8;

/** What a configuration says, on one screen: clusters with their sources, schedules, who is asked for what, rules, routes. */
export function summarizeConfig(config: Config): string {
  const { clusters, discover, sources, ignore, severity, routes } = config;
  const checks: readonly CheckConfig[] = [...clusters, ...(discover === undefined ? [] : [discover])];
  const own = clusters.flatMap((cluster) => (cluster.sources ?? []).flatMap((source) => describeOwnSource(cluster, source)));
  const { roles, secrets } = summarizeAccess(config);
  return [
    ...writePart('clusters', clusters.length, [
      ...shorten(clusters.map((cluster) => describeCluster(cluster, config))),
      ...(discover === undefined ? [] : [describeDiscovery(discover, config)]),
    ]),
    ...writePart('sources', sources.length + own.length, shorten([...sources.map(describeSource), ...own])),
    ...(checks.length > 0 ? writePart('schedules', listSchedules(config).length, shorten(describeSchedules(config))) : []),
    ...writePart('roles', roles.length, shorten(roles)),
    ...writePart('secrets', secrets.length, shorten(secrets)),
    ...writePart('ignore rules', ignore.length, []),
    ...writePart('severities', severity.length, []),
    ...writePart('routes', routes.length, shorten(routes.map(describeRoute))),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function describeCluster(cluster: ClusterConfig, config: Config): string {
  const { name, eks, environment } = cluster;
  const called = eks.name === undefined || eks.name === name ? '' : `${eks.name} in `;
  const account = eks.account ?? accountOfRole(eks.role);
  return [
    environment === undefined ? name : `${name} (${environment})`,
    `${called}${eks.region}${account === undefined ? '' : ` of ${account}`}`,
    describeCheck(cluster, config),
  ].join('  ');
}

/** Its sources, and when. */
function describeCheck(check: CheckConfig, config: Config): string {
  const ids =
    check.sources?.map((source) => (typeof source === 'string' ? source : describeChange(source))) ?? config.sources.map(({ id }) => id);
  return `${ids.join(', ')}  ${readSchedule(check, config).expression}`;
}

function describeChange({ id, url, revision }: Exclude<ClusterSourceConfig, string>): string {
  return revision === undefined || url !== undefined ? id : `${id} at ${revision}`;
}

function describeSource({ id, url, from, revision, path }: SourceConfig): string {
  if (url === undefined) return `${id}  what ${from} is told in the cluster`;
  return `${id}  ${url} at ${revision}${path === '' ? '' : `, ${path}`}`;
}

function describeOwnSource({ name }: ClusterConfig, source: ClusterSourceConfig): string[] {
  if (typeof source === 'string' || source.url === undefined) return [];
  const { id, url, revision = 'HEAD', path = '' } = source;
  return [`${id}  ${url} at ${revision}${path === '' ? '' : `, ${path}`}; of ${name} alone`];
}

function describeRoute({ name, channel, digests = [], incidents = 'each' }: RouteConfig): string {
  const told = [
    ...(incidents === 'none' ? ['no incidents'] : []),
    ...digests.map(({ every, day = 'mon', at, timeZone }) => `a digest every ${every === 'day' ? 'day' : day} at ${at} ${timeZone}`),
  ];
  return [name, channel.type, ...(told.length === 0 ? [] : [told.join(', ')])].join('  ');
}

/** A month of 730 hours, as docs/costs.md has it. */
const MINUTES_PER_MONTH = 43_800;

function describeSchedules(config: Config): string[] {
  const { clusters, discover } = config;
  return listSchedules(config).map(({ expression, everyMinutes }) => {
    const named = clusters.filter((cluster) => readSchedule(cluster, config).expression === expression).length;
    const found = discover !== undefined && readSchedule(discover, config).expression === expression;
    const who = [...(named > 0 ? [count(named, 'cluster')] : []), ...(found ? ['what is found'] : [])].join(' and ');
    // Of a cron only the longest time between two runs is known.
    const checks = `${expression.startsWith('rate') ? '' : 'at least '}${Math.floor(MINUTES_PER_MONTH / everyMinutes)}`;
    return `${expression}  ${who}, ${checks} checks a month each`;
  });
}

function describeDiscovery(discover: DiscoverConfig, config: Config): string {
  const { tag, regions, accounts, environment } = discover;
  const where =
    environment === undefined ? '' : typeof environment === 'string' ? ` (${environment})` : ` (environment: its tag ${environment.tag})`;
  const others = accounts.length === 0 ? '' : `, and in ${count(accounts.length, 'other account')}`;
  const text = tag.value === undefined ? tag.key : `${tag.key}=${tag.value}`;
  return `and every EKS cluster with the tag ${text} in ${regions.join(', ')}${others}${where}  ${describeCheck(discover, config)}`;
}

function writePart(title: string, total: number, lines: readonly string[]): string[] {
  return [`${title.padEnd(12)}  ${total}`, ...lines.map((line) => `  ${line}`)];
}

function shorten(lines: readonly string[]): string[] {
  return lines.length <= MOST ? [...lines] : [...lines.slice(0, MOST - 1), `and ${lines.length - MOST + 1} more`];
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
