import { asJsonObject, asString, isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { FieldSchema, GroupVersionSchema, ScalarFormat } from './field-schema.ts';
import zeroValues from './zero-values.json' with { type: 'json' };

/** Changes whenever what is derived changes, so that what was kept of an older release is not used. */
export const DERIVED_SCHEMA_VERSION = '1';

const PREFIX = '#/components/schemas/';
const ZERO_VALUES: Readonly<Record<string, readonly string[]>> = zeroValues;

/** Definitions that mean more than they say: the document spells a quantity as "string or number". */
const KNOWN_DEFINITIONS: readonly (readonly [suffix: string, schema: FieldSchema])[] = [
  ['.apimachinery.pkg.api.resource.Quantity', { type: 'string', format: 'quantity' }],
  ['.apimachinery.pkg.util.intstr.IntOrString', { type: 'string', format: 'int-or-string' }],
  ['.apimachinery.pkg.apis.meta.v1.Duration', { type: 'string', format: 'duration' }],
  ['.apimachinery.pkg.runtime.RawExtension', { type: 'object', open: true }],
  ['.apimachinery.pkg.apis.meta.v1.FieldsV1', { type: 'object', open: true }],
  ['.apiextensions.v1.JSON', { open: true }],
];

/** Reduces the `/openapi/v3/...` document of one group version to what the comparison needs. Unknown shapes become "anything goes". */
export function deriveSchema(document: JsonObject): GroupVersionSchema {
  const schemas = asJsonObject(asJsonObject(document['components'])['schemas']);
  const definitions: Record<string, FieldSchema> = {};
  const kinds: Record<string, string> = {};
  for (const [name, schema] of Object.entries(schemas)) {
    if (!isJsonObject(schema)) continue;
    definitions[name] = deriveDefinition(name, schema);
    for (const gvk of isJsonList(schema['x-kubernetes-group-version-kind']) ? schema['x-kubernetes-group-version-kind'] : []) {
      const kind = asString(asJsonObject(gvk)['kind']);
      // Option kinds (DeleteOptions, WatchEvent) belong to every group; the first to claim a name keeps it.
      if (kind !== undefined && kinds[kind] === undefined) kinds[kind] = name;
    }
  }
  return { definitions, kinds };
}

function deriveDefinition(name: string, schema: JsonObject): FieldSchema {
  const known = KNOWN_DEFINITIONS.find(([suffix]) => name.endsWith(suffix));
  if (known) return known[1];
  const builtIn = name.startsWith('io.k8s.');
  const derived = deriveField(schema, builtIn);
  const zero = ZERO_VALUES[name];
  const fields: Record<string, FieldSchema> = { ...derived.fields };
  for (const field of zero ?? []) if (fields[field]) fields[field] = { ...fields[field], dropsZero: true };
  return {
    ...derived,
    ...(derived.fields ? { fields } : {}),
    ...(name.endsWith('.apis.meta.v1.LabelSelector') ? { presence: true as const } : {}),
  };
}

function deriveField(schema: JsonObject, builtIn: boolean): FieldSchema {
  const ref = referenceOf(schema);
  const fallback = schema['default'] === undefined ? {} : { default: schema['default'] };
  if (ref !== undefined) return { ref, ...fallback, ...(schema['x-kubernetes-map-type'] === 'atomic' ? { atomic: true as const } : {}) };
  const format = formatOf(schema);
  if (format !== undefined) return { type: 'string', format, ...fallback };
  const type = asString(schema['type']);
  if (type === 'array') return { ...deriveList(schema, builtIn), ...fallback };
  if (type === 'object' || schema['properties'] !== undefined) return { ...deriveObject(schema, builtIn), ...fallback };
  if (type === 'string' || type === 'integer' || type === 'number' || type === 'boolean') return { type, ...fallback };
  return { open: true, ...fallback };
}

function referenceOf(schema: JsonObject): string | undefined {
  const direct = asString(schema['$ref']);
  const all = isJsonList(schema['allOf']) && schema['allOf'].length === 1 ? asString(asJsonObject(schema['allOf'][0])['$ref']) : undefined;
  return (direct ?? all)?.replace(PREFIX, '');
}

function deriveList(schema: JsonObject, builtIn: boolean): FieldSchema {
  const listType = asString(schema['x-kubernetes-list-type']);
  const keys = isJsonList(schema['x-kubernetes-list-map-keys'])
    ? schema['x-kubernetes-list-map-keys'].filter((key) => typeof key === 'string')
    : [];
  return {
    type: 'list',
    items: deriveField(asJsonObject(schema['items']), builtIn),
    list: listType === 'map' && keys.length > 0 ? 'map' : listType === 'set' ? 'set' : 'atomic',
    ...(keys.length > 0 ? { keys } : {}),
  };
}

function deriveObject(schema: JsonObject, builtIn: boolean): FieldSchema {
  const atomic = schema['x-kubernetes-map-type'] === 'atomic' ? { atomic: true as const } : {};
  const properties = asJsonObject(schema['properties']);
  const values = schema['additionalProperties'];
  const names = Object.keys(properties);
  if (names.length === 0 && isJsonObject(values)) return { type: 'object', values: deriveField(values, builtIn), ...atomic };
  // A built-in type without properties is raw JSON; a custom one without them drops everything, unless it says otherwise.
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true || values === true || (names.length === 0 && builtIn);
  const fields: Record<string, FieldSchema> = {};
  for (const name of names) fields[name] = deriveField(asJsonObject(properties[name]), builtIn);
  return { type: 'object', fields, ...(open ? { open: true as const } : {}), ...atomic };
}

// controller-tools writes a quantity as int-or-string with this pattern; the alternatives of the sign and the suffix identify it.
const QUANTITY_PATTERN = '[KMGTPE]i)|[numkMGTPE]|';
const DURATION_PATTERN = /\(ms\|s\|m\|h\)|\(\(\[0-9\]\+\)y\)\?\(\(\[0-9\]\+\)w\)\?/;

function formatOf(schema: JsonObject): ScalarFormat | undefined {
  const pattern = asString(schema['pattern']) ?? '';
  if (schema['x-kubernetes-int-or-string'] === true || schema['format'] === 'int-or-string') {
    return pattern.includes(QUANTITY_PATTERN) ? 'quantity' : 'int-or-string';
  }
  if (schema['type'] !== 'string') return undefined;
  const format: Json | undefined = schema['format'];
  if (format === 'duration' || DURATION_PATTERN.test(pattern)) return 'duration';
  if (format === 'date-time' || format === 'byte') return format;
  return pattern.includes(QUANTITY_PATTERN) ? 'quantity' : undefined;
}
