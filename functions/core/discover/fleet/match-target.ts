import { asJsonObject, type Json, type JsonObject } from '../../json.ts';
import { matchesLabels } from '../generators/matches-labels.ts';
import { readObjects, readText, readTextMap } from '../read-fields.ts';
import type { CheckedCluster } from './checked-cluster.ts';

/** `unknown`: it depends on a label or group of the cluster that nobody told. */
export type Match = 'yes' | 'no' | 'unknown';

/** Whether a target means the cluster: every criterion that it names has to hold, and one that names none means nothing (fleet:target/matcher, ClusterMatcher). */
export function matchTarget(target: JsonObject, cluster: CheckedCluster): Match {
  const [name, group] = [readText(target['clusterName']), readText(target['clusterGroup'])];
  const { clusterSelector, clusterGroupSelector } = target;
  const criteria: Match[] = [
    ...(name === undefined ? [] : [matchName(name, cluster)]),
    ...(group === undefined ? [] : [matchGroup((called) => called === group, cluster)]),
    ...(isAbsent(clusterGroupSelector) ? [] : [matchGroup((_called, labels) => matchesLabels(clusterGroupSelector, labels), cluster)]),
    ...(isAbsent(clusterSelector) ? [] : [matchSelector(clusterSelector, cluster)]),
  ];
  if (criteria.length === 0 || criteria.includes('no')) return 'no';
  return criteria.includes('unknown') ? 'unknown' : 'yes';
}

function isAbsent(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

function matchName(name: string, { names }: CheckedCluster): Match {
  if (names.length === 0) return 'unknown';
  return names.includes(name) ? 'yes' : 'no';
}

function matchGroup(
  isMeant: (name: string, labels: Readonly<Record<string, string>>) => boolean,
  { groups, knowsGroups }: CheckedCluster,
): Match {
  if ([...groups].some(([name, labels]) => isMeant(name, labels))) return 'yes';
  return knowsGroups ? 'no' : 'unknown';
}

function matchSelector(selector: Json | undefined, { labels, knowsLabels }: CheckedCluster): Match {
  const { matchLabels, matchExpressions } = asJsonObject(selector);
  const wanted = Object.entries(readTextMap(matchLabels));
  const keys = [...wanted.map(([key]) => key), ...readObjects(matchExpressions).map((expression) => readText(expression['key']) ?? '')];
  if (knowsLabels || keys.every((key) => labels[key] !== undefined)) return matchesLabels(selector, labels) ? 'yes' : 'no';
  return wanted.some(([key, value]) => labels[key] !== undefined && labels[key] !== value) ? 'no' : 'unknown';
}
