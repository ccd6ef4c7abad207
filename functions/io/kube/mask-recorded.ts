import { createHmac } from 'node:crypto';
import { asJsonObject, isJsonList, type Json, type JsonObject, parseJson, stringifyJson } from '../../core/json.ts';
import { annotationsOf, metadataOf } from '../../core/kube-object.ts';
import { LAST_APPLIED, readLastApplied } from '../../core/owners/last-applied.ts';

const SECRETS_PATH = /^\/api\/v1\/(namespaces\/[^/]+\/)?secrets([/?]|$)/;

/**
 * The body of an answer as it may be kept: in Secrets every value is replaced by another of the same shape, base64 of a word that is equal
 * exactly when the value is. Without the key nobody can try out guesses.
 */
export function maskRecorded(path: string, body: string, key: Uint8Array): string {
  if (!SECRETS_PATH.test(path)) return body;
  const answer = asJsonObject(parseJson(body));
  const items = answer['items'];
  if (isJsonList(items)) return stringifyJson({ ...answer, items: items.map((item) => maskSecret(asJsonObject(item), key)) });
  return stringifyJson(answer['kind'] === 'Status' ? answer : maskSecret(answer, key));
}

/** A Secret, whole or its metadata alone, with `data`, `stringData` and the last-applied annotation replaced. */
function maskSecret(secret: JsonObject, key: Uint8Array): JsonObject {
  const { data, stringData, ...rest } = secret;
  const encode = (value: Json) => Buffer.from(nameBytes(Buffer.from(String(value), 'base64'), key)).toString('base64');
  return {
    ...rest,
    ...(data === undefined ? {} : { data: mapValues(data, encode) }),
    ...(stringData === undefined ? {} : { stringData: mapValues(stringData, (value) => nameBytes(Buffer.from(String(value)), key)) }),
    ...maskAnnotation(secret, key),
  };
}

function maskAnnotation(secret: JsonObject, key: Uint8Array): JsonObject {
  const annotations = annotationsOf(secret);
  if (annotations[LAST_APPLIED] === undefined) return {};
  const applied = readLastApplied(secret);
  const text = applied === undefined ? '{}' : stringifyJson(maskSecret(applied, key));
  return { metadata: { ...metadataOf(secret), annotations: { ...annotations, [LAST_APPLIED]: `${text}\n` } } };
}

const MASKED = /^masked-[0-9a-f]{12}$/;

/** What is masked already stays as it is, so that a recording of a played-back cluster is the same recording. */
function nameBytes(bytes: Uint8Array, key: Uint8Array): string {
  const text = Buffer.from(bytes).toString('latin1');
  if (MASKED.test(text)) return text;
  return `masked-${createHmac('sha256', key).update(bytes).digest('hex').slice(0, 12)}`;
}

function mapValues(values: Json, replace: (value: Json) => string): Json {
  return Object.fromEntries(Object.entries(asJsonObject(values)).map(([name, value]) => [name, value === null ? null : replace(value)]));
}
