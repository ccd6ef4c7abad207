import { asJsonObject, asString, isJsonList, type Json, type JsonObject } from '../../core/json.ts';
import { splitApiVersion } from '../../core/kube-object.ts';
import type { ServedKind } from '../../core/live-state.ts';
import { isPathSegment } from './path-segment.ts';
import { RequestError } from './request-error.ts';

export interface GroupVersion {
  readonly apiVersion: string;
}

/** Versions of the core group, from the plain answer to `/api`. */
export function listCoreVersions(answer: JsonObject): GroupVersion[] {
  const versions = answer['versions'];
  if (!isJsonList(versions)) throw notDiscovery('/api');
  return versions.flatMap((version) => (typeof version === 'string' && isPathSegment(version) ? [{ apiVersion: version }] : []));
}

/** Every group version in the server's order of preference, from the plain answer to `/apis`. */
export function listGroupVersions(answer: JsonObject): GroupVersion[] {
  if (!isJsonList(answer['groups'])) throw notDiscovery('/apis');
  return objectsIn(answer['groups']).flatMap((group) =>
    objectsIn(group['versions']).flatMap((entry) => {
      const apiVersion = asString(entry['groupVersion']) ?? '';
      return apiVersion.split('/').every(isPathSegment) ? [{ apiVersion }] : [];
    }),
  );
}

/** Kinds of an APIResourceList, without subresources. */
export function parseResources(answer: JsonObject, apiVersion: string): Omit<ServedKind, 'preferred'>[] {
  if (!isJsonList(answer['resources'])) throw notDiscovery(apiVersion);
  return objectsIn(answer['resources']).flatMap((resource) => {
    const name = asString(resource['name']) ?? '';
    const kind = asString(resource['kind']) ?? '';
    if (!isPathSegment(name) || kind === '') return [];
    const verbs = isJsonList(resource['verbs']) ? resource['verbs'].filter((verb) => typeof verb === 'string') : [];
    return [{ ...splitApiVersion(apiVersion), kind, resource: name, namespaced: resource['namespaced'] === true, verbs }];
  });
}

function notDiscovery(path: string): RequestError {
  return new RequestError('invalid-response', `the answer to ${path} is JSON but no list of Kubernetes APIs`, {
    advice: 'check that "server:" of the cluster entry is the API server',
  });
}

function objectsIn(value: Json | undefined): JsonObject[] {
  return isJsonList(value) ? value.map(asJsonObject) : [];
}
