import { labelsOf } from '../../kube-object.ts';
import { type Discovered, NOTHING_DISCOVERED } from '../discovered-source.ts';
import type { DiscoveryContext, DiscoveryRule } from '../discovery-rule.ts';
import { FLEET, findCheckedCluster } from '../fleet/checked-cluster.ts';
import type { ToolObject } from '../tool-object.ts';

/** Labels of bundles that a GitRepo or a HelmOp made: those are followed themselves. */
const MADE_BY = ['fleet.cattle.io/repo-name', 'fleet.cattle.io/fleet-helm-name'];

/** fleet:pkg/apis/fleet.cattle.io/v1alpha1, Bundle: one that somebody applied holds its manifests itself. */
export const fleetBundle: DiscoveryRule = { tool: 'fleet', group: FLEET, kind: 'Bundle', read: readObject };

function readObject(object: ToolObject, context: DiscoveryContext): Discovered {
  const labels = labelsOf(object.body);
  // Rancher keeps Fleet's own agent by one of these.
  if (MADE_BY.some((label) => labels[label] !== undefined) || object.name.startsWith('fleet-agent-')) return NOTHING_DISCOVERED;
  if (findCheckedCluster(object.namespace, context) === undefined) {
    const destination = `other clusters of ${object.namespace}`;
    return { ...NOTHING_DISCOVERED, elsewhere: [{ tool: 'fleet', object, destination }] };
  }
  const message = 'no GitRepo made it: its manifests stand in the Bundle itself, and are not followed';
  return { ...NOTHING_DISCOVERED, problems: [{ object, message }] };
}
