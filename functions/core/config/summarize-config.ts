import type { Config } from '../config.ts';
import type { CheckConfig, DiscoverConfig } from './fleet-config.ts';
import { listSchedules, readSchedule } from './list-schedules.ts';

const MOST = 8;

/** What a configuration says, on one screen: clusters, sources, schedules, rules, routes. */
export function summarizeConfig(config: Config): string {
  const { clusters, discover, sources, ignore, severity, routes } = config;
  const checks: readonly CheckConfig[] = [...clusters, ...(discover === undefined ? [] : [discover])];
  const schedules = listSchedules(config).map(({ expression }) => {
    const named = clusters.filter((cluster) => readSchedule(cluster, config).expression === expression).length;
    const found = discover !== undefined && readSchedule(discover, config).expression === expression;
    return `${expression}  ${[...(named > 0 ? [count(named, 'cluster')] : []), ...(found ? ['found by tag'] : [])].join(' and ')}`;
  });
  return [
    ...writePart('clusters', clusters.length, [
      ...shorten(clusters.map(({ name, eks }) => `${name}  ${eks.region}${eks.account === undefined ? '' : ` in ${eks.account}`}`)),
      ...(discover === undefined ? [] : [describeDiscovery(discover)]),
    ]),
    ...writePart('sources', sources.length, shorten(sources.map(({ id, url, revision }) => `${id}  ${url} at ${revision}`))),
    ...(checks.length > 0 ? writePart('schedules', schedules.length, shorten(schedules)) : []),
    ...writePart('ignore rules', ignore.length, []),
    ...writePart('severities', severity.length, []),
    ...writePart('routes', routes.length, shorten(routes.map(({ name, channel }) => `${name}  ${channel.type}`))),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

function describeDiscovery({ tag, regions, accounts }: DiscoverConfig): string {
  const others = accounts.length === 0 ? '' : `, and in ${count(accounts.length, 'other account')}`;
  const text = tag.value === undefined ? tag.key : `${tag.key}=${tag.value}`;
  return `and every EKS cluster with the tag ${text} in ${regions.join(', ')}${others}`;
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
