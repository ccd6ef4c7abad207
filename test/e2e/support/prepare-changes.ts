import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { load } from 'js-yaml';
import { asJsonObject, isJsonList, type Json, type JsonObject } from '../../../functions/core/json.ts';
import { type ApiAccess, sendApiRequest } from '../control-plane/api-request.ts';
import type { ControlPlane } from '../control-plane/start-control-plane.ts';
import { changeOperators } from './change-operators.ts';
import { deliverManifests } from './deliver-manifests.ts';
import type { DeliveryWay } from './delivery-way.ts';
import { type Placement, placeTarget } from './place-target.ts';

/** The definition of the custom resource among the targets: part of what git holds, once for the whole cluster. */
export function readWidgetDefinition(): JsonObject {
  return load(readFileSync(join(import.meta.dirname, 'widget-definition.yaml'), 'utf8')) as JsonObject;
}

/** Delivers the targets of all operators in one way and waits until controllers have done their part. Nothing is changed yet. */
export async function deliverTargets(cluster: ControlPlane, way: DeliveryWay): Promise<Placement[]> {
  const placements = changeOperators.map((operator) => placeTarget(operator, way));
  await deliverManifests(
    cluster,
    way,
    placements.flatMap(({ manifests }) => manifests),
  );
  await waitUntilClaimsAreBound({ url: cluster.url, caFile: cluster.caFile, token: cluster.adminToken });
  return placements;
}

/** Only a claim that is bound to its volume can be enlarged. */
async function waitUntilClaimsAreBound(access: ApiAccess): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const { body } = await sendApiRequest(access, { method: 'GET', path: '/api/v1/persistentvolumeclaims' });
    const items = asJsonObject(body as Json)['items'];
    const claims = (isJsonList(items) ? items : []).map(asJsonObject).filter((claim) => asJsonObject(claim['metadata'])['name'] === 'data');
    if (claims.every((claim) => asJsonObject(claim['status'])['phase'] === 'Bound')) return;
    await sleep(100);
  }
  throw new Error('claims were not bound after thirty seconds');
}
