import { asJsonObject, asString, isJsonList, type Json, type JsonObject } from '../../core/json.ts';
import type { Discovery, ServedKind } from '../../core/live-state.ts';
import { isPathSegment } from './path-segment.ts';

const aggregated = (version: string) => `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;

/** Kubernetes 1.30 and later answer v2, 1.27 to 1.29 v2beta1, older ones the plain lists. */
export const AGGREGATED_ACCEPT = `${aggregated('v2')},${aggregated('v2beta1')},application/json`;

/** True where the server understood what aggregated discovery is. */
export function isAggregated(answer: JsonObject): boolean {
  return answer['kind'] === 'APIGroupDiscoveryList';
}

/** Kinds of an APIGroupDiscoveryList. A version marked `Stale` could not be read by the server itself: an aggregated API that does not answer. */
export function parseAggregated(answer: JsonObject): {
  readonly kinds: Omit<ServedKind, 'preferred'>[];
  readonly unreadable: Discovery['unreadable'];
} {
  const kinds: Omit<ServedKind, 'preferred'>[] = [];
  const unreadable: { group: string; version: string; message: string }[] = [];
  for (const item of objectsIn(answer['items'])) {
    const group = asString(asJsonObject(item['metadata'])['name']) ?? '';
    for (const served of objectsIn(item['versions'])) {
      const version = asString(served['version']) ?? '';
      if (!isPathSegment(version) || (group !== '' && !isPathSegment(group))) continue;
      if (served['freshness'] === 'Stale') unreadable.push({ group, version, message: describeStale(group, version) });
      else kinds.push(...objectsIn(served['resources']).flatMap((resource) => parseResource(group, version, resource)));
    }
  }
  return { kinds, unreadable };
}

function parseResource(group: string, version: string, resource: JsonObject): Omit<ServedKind, 'preferred'>[] {
  const name = asString(resource['resource']) ?? '';
  // Without a kind there are only subresources below the name.
  const kind = asString(asJsonObject(resource['responseKind'])['kind']);
  if (kind === undefined || kind === '' || !isPathSegment(name)) return [];
  const verbs = isJsonList(resource['verbs']) ? resource['verbs'].filter((verb) => typeof verb === 'string') : [];
  return [{ group, version, kind, resource: name, namespaced: resource['scope'] === 'Namespaced', verbs }];
}

function describeStale(group: string, version: string): string {
  return `the extension API server behind ${group}/${version} does not answer; see kubectl get apiservice ${version}.${group}`;
}

function objectsIn(value: Json | undefined): JsonObject[] {
  return isJsonList(value) ? value.map(asJsonObject) : [];
}
