import type { Json, JsonObject } from '../../functions/core/json.ts';
import { joinApiVersion } from '../../functions/core/kube-object.ts';
import { type ApiAccess, sendApiRequest } from '../e2e/control-plane/api-request.ts';
import type { ServedKind } from '../e2e/control-plane/discover-kinds.ts';

/** The object as the server would store it, or why it refused. */
export type Creation = { readonly created: JsonObject } | { readonly refused: string };

/**
 * Creates an object as a dry run: defaulting, admission and validation are the real ones, and the next sample still meets an empty cluster, so
 * neither a LimitRange nor a webhook of one sample shows in another.
 */
export async function createSample(access: ApiAccess, served: ServedKind, object: JsonObject): Promise<Creation> {
  const apiVersion = joinApiVersion(served.group, served.version);
  const base = served.group === '' ? `/api/${apiVersion}` : `/apis/${apiVersion}`;
  const place = served.isNamespaced ? '/namespaces/default' : '';
  const path = `${base}${place}/${served.plural}?dryRun=All&fieldValidation=Strict`;
  const { status, body } = await sendApiRequest(access, { method: 'POST', path, body: object });
  if (status === 201) return { created: body as JsonObject };
  return { refused: String((body as { message?: Json }).message ?? status) };
}

/** Without controllers nobody makes the ServiceAccount that every pod is given. */
export async function createDefaultServiceAccount(access: ApiAccess): Promise<void> {
  const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };
  const { status } = await sendApiRequest(access, { method: 'POST', path: '/api/v1/namespaces/default/serviceaccounts', body: object });
  if (status !== 201 && status !== 409) throw new Error(`the default ServiceAccount could not be made: ${status}`);
}
