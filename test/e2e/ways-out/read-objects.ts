import { asJsonObject, isJsonObject, type Json, type JsonObject } from '../../../functions/core/json.ts';
import { metadataOf } from '../../../functions/core/kube-object.ts';
import { LAST_APPLIED } from '../../../functions/core/owners/last-applied.ts';
import { sendApiRequest } from '../control-plane/api-request.ts';
import type { ServedKind } from '../control-plane/discover-kinds.ts';
import type { ControlPlane } from '../control-plane/start-control-plane.ts';
import { findObjectPath } from '../support/object-address.ts';
import type { Placement } from '../support/place-target.ts';

/** What a way out must leave as it was: the object without what the server counts, and what controllers write down there. Null where there is none. */
export async function readObject(cluster: ControlPlane, served: readonly ServedKind[], { target, operator }: Placement): Promise<Json> {
  const access = { url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken };
  const { status, body } = await sendApiRequest(access, { method: 'GET', path: findObjectPath(served, target) });
  if (status === 404) return null;
  const { status: _status, spec, ...object } = body as JsonObject;
  const isMadeAgain = operator.kind === 'object';
  const kept = isJsonObject(spec) && isMadeAgain ? without(spec, ADDRESSES) : spec;
  return { ...object, ...(kept === undefined ? {} : { spec: kept }), metadata: keepMetadata(metadataOf(body as JsonObject), isMadeAgain) };
}

const COUNTED = ['managedFields', 'resourceVersion', 'generation', 'uid', 'creationTimestamp'];
/** The registry gives each Service a new one. */
const ADDRESSES = ['clusterIP', 'clusterIPs'];
const REVISIONS = ['deployment.kubernetes.io/revision', 'deprecated.daemonset.template.generation'];

/** An object that is made again says how it was applied then. */
function keepMetadata(metadata: JsonObject, isMadeAgain: boolean): JsonObject {
  const annotations = without(asJsonObject(metadata['annotations']), isMadeAgain ? [...REVISIONS, LAST_APPLIED] : REVISIONS);
  return { ...without(metadata, COUNTED), annotations };
}

function without(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
