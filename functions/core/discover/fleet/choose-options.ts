import type { JsonObject } from '../../json.ts';
import { readObjects } from '../read-fields.ts';
import type { CheckedCluster } from './checked-cluster.ts';
import { matchTarget } from './match-target.ts';
import { mergeOptions } from './merge-options.ts';

/** What a bundle is deployed with to the checked cluster; that it is not; or that nobody can tell. */
export type ChosenOptions =
  | { readonly type: 'deployed'; readonly options: JsonObject }
  | { readonly type: 'elsewhere' }
  | { readonly type: 'unknown'; readonly message: string };

/**
 * `targets` say whether a bundle goes to the cluster, `targetCustomizations` how: the first that means it, or all of them where the mode says so
 * (fleet:internal/cmd/controller/target/builder.go). A target without `targets` of its own is the group `default`.
 */
export function chooseOptions(bundle: JsonObject, targets: readonly JsonObject[], cluster: CheckedCluster): ChosenOptions {
  const meant = findFirst(targets.length > 0 ? targets : [{ clusterGroup: 'default' }], cluster);
  if (meant === undefined || (typeof meant !== 'string' && meant['doNotDeploy'] === true)) return { type: 'elsewhere' };
  if (meant === 'unknown') return { type: 'unknown', message: describeUnknown('one of its targets') };
  let options = mergeOptions(bundle, meant);
  const isAll = bundle['targetCustomizationMode'] === 'AllMatches';
  for (const customization of readObjects(bundle['targetCustomizations'])) {
    const match = matchTarget(customization, cluster);
    if (match === 'no') continue;
    if (match === 'unknown') return { type: 'unknown', message: describeUnknown('a target customization') };
    if (customization['doNotDeploy'] === true) return { type: 'elsewhere' };
    options = mergeOptions(options, customization);
    if (!isAll) break;
  }
  return { type: 'deployed', options };
}

function findFirst(targets: readonly JsonObject[], cluster: CheckedCluster): JsonObject | 'unknown' | undefined {
  for (const target of targets) {
    const match = matchTarget(target, cluster);
    if (match === 'unknown') return 'unknown';
    if (match === 'yes') return target;
  }
  return undefined;
}

function describeUnknown(what: string): string {
  return `whether ${what} means this cluster is not known: name the cluster, its labels and its groups with \`destinations\` (prod-eu, env=prod, group:prod)`;
}
