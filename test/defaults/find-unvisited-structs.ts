import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../../functions/core/json.ts';
import { joinApiVersion, splitApiVersion } from '../../functions/core/kube-object.ts';
import { type ApiAccess, sendApiRequest } from '../e2e/control-plane/api-request.ts';
import type { ServedKind } from '../e2e/control-plane/discover-kinds.ts';
import type { Exchange } from './defaults-table.ts';
import { isUnreachable } from './unreachable-structs.ts';

/** What the walk through a schema needs at every step. */
interface Walk {
  readonly schemas: JsonObject;
  readonly minor: string;
}

/**
 * A default below an optional struct shows only where a sample holds that struct. So every struct that the schema of a kind knows must be in
 * what came back for one of its samples, or be named with a reason.
 */
export async function findUnvisitedStructs(
  access: ApiAccess,
  minor: string,
  served: readonly ServedKind[],
  exchanges: readonly Exchange[],
): Promise<string[]> {
  const problems: string[] = [];
  for (const apiVersion of new Set(served.map(({ group, version }) => joinApiVersion(group, version)))) {
    const walk = { schemas: await readSchemas(access, apiVersion), minor };
    for (const { kind } of served.filter(({ group, version }) => joinApiVersion(group, version) === apiVersion)) {
      const received = exchanges.map((exchange) => exchange.received).filter((o) => o['apiVersion'] === apiVersion && o['kind'] === kind);
      const unvisited = walkSchema(walk, findSchema(walk.schemas, apiVersion, kind), received);
      problems.push(...unvisited.map((path) => `${apiVersion} ${kind}: no sample holds ${path}`));
    }
  }
  return problems;
}

async function readSchemas(access: ApiAccess, apiVersion: string): Promise<JsonObject> {
  const path = `/openapi/v3/${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;
  const { body } = await sendApiRequest(access, { method: 'GET', path });
  return asJsonObject(asJsonObject(asJsonObject(body as Json)['components'])['schemas']);
}

function findSchema(schemas: JsonObject, apiVersion: string, kind: string): JsonObject {
  const { group, version } = splitApiVersion(apiVersion);
  const found = Object.values(schemas).find((schema) => {
    const kinds = asJsonObject(schema)['x-kubernetes-group-version-kind'];
    const named = isJsonList(kinds) && kinds.length === 1 ? asJsonObject(kinds[0]) : {};
    return named['group'] === group && named['version'] === version && named['kind'] === kind;
  });
  return asJsonObject(found);
}

/** Paths of structs below a schema that none of the values has. A struct inside one that is missing is not named again. */
function walkSchema(walk: Walk, schema: JsonObject, values: readonly Json[], path = '', names: readonly string[] = []): string[] {
  return Object.entries(asJsonObject(schema['properties'])).flatMap(([field, property]) => {
    if (path === '' && (field === 'status' || field === 'metadata')) return [];
    const present = values.map((value) => asJsonObject(value)[field]).filter((value) => value !== undefined);
    return visitProperty(walk, asJsonObject(property), present, `${path}.${field}`, names);
  });
}

function visitProperty(walk: Walk, property: JsonObject, present: readonly Json[], path: string, names: readonly string[]): string[] {
  if (isUnreachable(path, walk.minor)) return [];
  if (isJsonObject(property['items'])) {
    const items = present.flatMap((value) => (isJsonList(value) ? value : []));
    return visitProperty(walk, property['items'], items, `${path}[]`, names);
  }
  const name = findReferredName(property);
  const target = asJsonObject(walk.schemas[name]);
  // A schema may hold itself: the schema of a custom resource does.
  if (!isJsonObject(target['properties']) || names.includes(name)) return [];
  if (present.length === 0) return [path];
  return walkSchema(walk, target, present, path, [...names, name]);
}

/** The OpenAPI document wraps a reference in `allOf` where it says more about the field. */
function findReferredName(property: JsonObject): string {
  const wrapped = isJsonList(property['allOf']) ? asJsonObject(property['allOf'][0]) : {};
  const reference = asString(property['$ref']) ?? asString(wrapped['$ref']) ?? '';
  return reference.slice(reference.lastIndexOf('/') + 1);
}
