import { asJsonObject } from '../../json.ts';
import { compareText, labelsOf } from '../../kube-object.ts';
import type { DiscoveryContext } from '../discovery-rule.ts';
import { matchesLabels } from '../generators/matches-labels.ts';
import { readTextMap } from '../read-fields.ts';

export const FLEET = 'fleet.cattle.io';
const LOCAL_NAMESPACE = 'fleet-local';
const DISPLAY_NAME = 'management.cattle.io/cluster-display-name';

/** What is known of the cluster that is checked, as Fleet knows it in one namespace. */
export interface CheckedCluster {
  readonly names: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Every label is known: there is a Cluster that tells them. */
  readonly knowsLabels: boolean;
  /** Names of the groups it is in, each with the labels of the group. */
  readonly groups: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Every group is known. */
  readonly knowsGroups: boolean;
}

/**
 * The cluster of a check among those that Fleet delivers to from a namespace. `destinations` are its name or display name, labels (`env=prod`) and
 * groups (`group:prod`); none of them: it is the one that Fleet runs in, called `local` in `fleet-local`. Undefined: it is not there.
 */
export function findCheckedCluster(namespace: string, { destinations, list }: DiscoveryContext): CheckedCluster | undefined {
  const isLocal = destinations.length === 0;
  if (isLocal && namespace !== LOCAL_NAMESPACE) return undefined;
  const said = isLocal ? ['local'] : destinations.filter((text) => !text.includes('=') && !text.startsWith('group:'));
  if (!isLocal && namespace === LOCAL_NAMESPACE && !said.includes('local')) return undefined;
  const cluster = list(FLEET, 'Cluster').find(
    (object) =>
      object.namespace === namespace && (said.includes(object.name) || said.includes(String(labelsOf(object.body)[DISPLAY_NAME] ?? ''))),
  );
  const ofUser = Object.fromEntries(
    destinations.filter((text) => text.includes('=')).map((text) => [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)]),
  );
  const labels = { ...(cluster === undefined ? {} : readTextMap(labelsOf(cluster.body))), ...ofUser };
  const knowsLabels = cluster !== undefined;
  const known = list(FLEET, 'ClusterGroup').filter((object) => object.namespace === namespace);
  const named = [
    ...destinations.flatMap((text) => (text.startsWith('group:') ? [text.slice('group:'.length)] : [])),
    ...(isLocal ? ['default'] : []),
  ];
  const matching = knowsLabels
    ? known.filter(({ body }) => {
        const { selector } = asJsonObject(body['spec']);
        return selector !== undefined && matchesLabels(selector, labels);
      })
    : [];
  const labelsOfGroup = (name: string) => readTextMap(labelsOf(known.find((group) => group.name === name)?.body ?? {}));
  const groups = [...new Set([...named, ...matching.map(({ name }) => name)])].sort(compareText);
  return {
    names: cluster === undefined ? said : [...new Set([...said, cluster.name])],
    labels,
    knowsLabels,
    groups: new Map(groups.map((name) => [name, labelsOfGroup(name)])),
    knowsGroups: knowsLabels || destinations.some((text) => text.startsWith('group:')),
  };
}
