import { asJsonObject } from '../../json.ts';
import { type Discovered, NOTHING_DISCOVERED } from '../discovered-source.ts';
import type { DiscoveryContext, DiscoveryRule } from '../discovery-rule.ts';
import { buildFleetSource } from '../fleet/build-source.ts';
import { FLEET, findCheckedCluster } from '../fleet/checked-cluster.ts';
import { chooseOptions } from '../fleet/choose-options.ts';
import { nameFleetRelease } from '../fleet/name-release.ts';
import { nameSource } from '../name-source.ts';
import { readObjects } from '../read-fields.ts';
import type { ToolObject } from '../tool-object.ts';

/** fleet:pkg/apis/fleet.cattle.io/v1alpha1, HelmOp: a chart of a repository, without git. */
export const fleetHelmOp: DiscoveryRule = { tool: 'fleet', group: FLEET, kind: 'HelmOp', read: readObject };

function readObject(object: ToolObject, context: DiscoveryContext): Discovered {
  const spec = asJsonObject(object.body['spec']);
  const cluster = findCheckedCluster(object.namespace, context);
  const chosen = cluster === undefined ? { type: 'elsewhere' as const } : chooseOptions(spec, readObjects(spec['targets']), cluster);
  if (chosen.type === 'elsewhere')
    return { ...NOTHING_DISCOVERED, elsewhere: [{ tool: 'fleet', object, destination: `other clusters of ${object.namespace}` }] };
  if (chosen.type === 'unknown') return { ...NOTHING_DISCOVERED, problems: [{ object, message: chosen.message }] };
  const common = { id: nameSource(object), object, release: nameFleetRelease(object.name), notes: [], problems: [] };
  const source = buildFleetSource({ ...common, options: chosen.options }, context);
  return source === undefined ? NOTHING_DISCOVERED : { ...NOTHING_DISCOVERED, sources: [source] };
}
