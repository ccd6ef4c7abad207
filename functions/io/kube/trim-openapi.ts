import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../../core/json.ts';

const REFERENCE = '#/components/schemas/';

/** An OpenAPI v3 document with only the schemas that the kinds named are made of, and without paths and prose: a hundredth of its size. */
export function trimOpenApi(document: JsonObject, kinds: ReadonlySet<string>): JsonObject {
  const schemas = asJsonObject(asJsonObject(document['components'])['schemas']);
  const kept = new Set(Object.keys(schemas).filter((name) => describesOneOf(asJsonObject(schemas[name]), kinds)));
  // A set that grows while it is walked: references of references are reached too.
  for (const name of kept) collectReferences(schemas[name] ?? null, kept);
  const entries = Object.entries(schemas).filter(([name]) => kept.has(name));
  return {
    openapi: document['openapi'] ?? '3.0.0',
    info: document['info'] ?? {},
    components: { schemas: Object.fromEntries(entries.map(([name, schema]) => [name, dropProse(schema)])) },
  };
}

function describesOneOf(schema: JsonObject, kinds: ReadonlySet<string>): boolean {
  const described = schema['x-kubernetes-group-version-kind'];
  return isJsonList(described) && described.some((entry) => kinds.has(asString(asJsonObject(entry)['kind']) ?? ''));
}

function collectReferences(value: Json, into: Set<string>): void {
  if (isJsonList(value)) for (const item of value) collectReferences(item, into);
  if (!isJsonObject(value)) return;
  for (const [key, child] of Object.entries(value)) {
    if (key === '$ref' && typeof child === 'string') into.add(child.replace(REFERENCE, ''));
    else collectReferences(child, into);
  }
}

/** `description` beside a `type` or reference is prose; below `properties` it is a field of that name. */
function dropProse(value: Json, isProperties = false): Json {
  if (isJsonList(value)) return value.map((item) => dropProse(item));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([key, child]) => isProperties || key !== 'description' || typeof child !== 'string');
  return Object.fromEntries(kept.map(([key, child]) => [key, dropProse(child, key === 'properties' && !isProperties)]));
}
