import { setTimeout as sleep } from 'node:timers/promises';
import { isJsonObject, type Json, type JsonObject } from '../../../functions/core/json.ts';
import { metadataOf } from '../../../functions/core/kube-object.ts';
import { type ApiAccess, type ApiRequest, sendApiRequest } from '../control-plane/api-request.ts';
import type { ServedKind } from '../control-plane/discover-kinds.ts';
import type { ChangeStep } from './change-operator.ts';
import { type ClientIdentity, clients } from './clients.ts';
import { findCollectionPath, findObjectPath } from './object-address.ts';
import { fillIn, type Placement } from './place-target.ts';

/** Does to the cluster what an operator describes, in the name of its client. Throws where the server refuses. */
export async function applyChange(access: ApiAccess, served: readonly ServedKind[], placement: Placement): Promise<void> {
  for (const step of placement.operator.steps) await applyStep(access, served, placement, step);
}

async function applyStep(access: ApiAccess, served: readonly ServedKind[], placement: Placement, step: ChangeStep): Promise<void> {
  const { target } = placement;
  const client: ClientIdentity = clients[placement.operator.client];
  const send = (request: ApiRequest) => sendAs(access, client, request);
  switch (step.do) {
    case 'patch': {
      const path = findObjectPath(served, target) + (step.subresource ? `/${step.subresource}` : '');
      await send({ method: 'PATCH', path, body: step.body, contentType: `application/${step.as}+json` });
      return;
    }
    case 'put': {
      const path = findObjectPath(served, target) + (step.subresource ? `/${step.subresource}` : '');
      const live = await sendAs(access, client, { method: 'GET', path });
      await send({ method: 'PUT', path, body: step.change(live) });
      return;
    }
    case 'delete':
      await deleteObject(access, client, findObjectPath(served, target));
      return;
    case 'create-again': {
      const body = step.change?.(target) ?? target;
      await send({ method: 'POST', path: findCollectionPath(served, target), body });
      return;
    }
    case 'create': {
      const body = JSON.parse(fillIn(JSON.stringify(step.object), placement.name)) as JsonObject;
      await send({ method: 'POST', path: findCollectionPath(served, body), body });
      return;
    }
  }
}

async function sendAs(access: ApiAccess, client: ClientIdentity, request: ApiRequest): Promise<JsonObject> {
  const writes = request.method !== 'GET' && client.fieldManager !== undefined;
  const path = writes ? `${request.path}?fieldManager=${client.fieldManager}` : request.path;
  const { status, body } = await sendApiRequest(access, { ...request, path, userAgent: client.userAgent });
  if (status >= 300) throw new Error(`${request.method} ${path}: ${status} ${readMessage(body)}`);
  return body as JsonObject;
}

/** Waits until the object is gone, or another of its name has taken its place: finalizers may hold it a while. */
async function deleteObject(access: ApiAccess, client: ClientIdentity, path: string): Promise<void> {
  const before = await sendAs(access, client, { method: 'GET', path });
  await sendAs(access, client, { method: 'DELETE', path, body: { propagationPolicy: 'Background' } });
  for (let attempt = 0; attempt < 200; attempt++) {
    const { status, body } = await sendApiRequest(access, { method: 'GET', path, userAgent: client.userAgent });
    if (status === 404 || metadataOf(body as JsonObject)['uid'] !== metadataOf(before)['uid']) return;
    await sleep(50);
  }
  throw new Error(`${path} was still there ten seconds after it was deleted`);
}

function readMessage(body: unknown): string {
  return isJsonObject(body as Json) ? String((body as JsonObject)['message']) : String(body);
}
