import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { isEncryptedText } from './encrypted-text.ts';

/** What stands in a document for a value that SOPS encrypts and that nobody could decrypt. Compared with nothing. */
export const SEALED = '(encrypted with SOPS)';

/**
 * The fields of an object that SOPS encrypts: paths of names, lists add nothing. `reason`: why they could not be decrypted; absent where they were, and
 * then they are as secret as a Secret's. `original`: the document as it was sealed, kept until somebody has the key.
 */
export interface EncryptedFields {
  readonly paths: readonly (readonly string[])[];
  readonly reason?: string;
  readonly original?: JsonObject;
}

/** A document of SOPS without its `sops` block, and what of it is encrypted. */
export interface OpenedDocument {
  readonly body: JsonObject;
  readonly paths: readonly (readonly string[])[];
}

/** True for a document with a `sops` block. */
export function isSopsDocument(value: Json): value is JsonObject {
  if (!isJsonObject(value)) return false;
  const sops = value['sops'];
  return isJsonObject(sops) && ('mac' in sops || 'lastmodified' in sops);
}

/** True where SOPS encrypts the value, and it was not decrypted. */
export function isSealed(value: Json | undefined): boolean {
  return value === SEALED;
}

/** Seals what is encrypted. A list with something encrypted in it is sealed whole: which item is which cannot be told. */
export function sealDocument(document: JsonObject): OpenedDocument {
  const { sops: _metadata, ...body } = document;
  const paths: (readonly string[])[] = [];
  const items = body['items'];
  const sealed = sealFields(body, [], paths);
  if (!isJsonList(items) || sealed['items'] !== SEALED) return { body: sealed, paths };
  // The items of a List are objects of their own.
  const inItems: (readonly string[])[] = [];
  const each = items.map((item) => sealValue(item, ['items'], inItems));
  return { body: { ...sealed, items: each }, paths: [...paths.filter(([first]) => first !== 'items'), ...inItems] };
}

function sealFields(object: JsonObject, at: readonly string[], paths: (readonly string[])[]): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, sealValue(value, [...at, name], paths)]));
}

function sealValue(value: Json, at: readonly string[], paths: (readonly string[])[]): Json {
  if (isJsonObject(value)) return sealFields(value, at, paths);
  if (isJsonList(value)) {
    const inList: (readonly string[])[] = [];
    const items = value.map((item) => sealValue(item, at, inList));
    if (inList.length === 0) return items;
    paths.push(at);
    return SEALED;
  }
  if (!isEncryptedText(value)) return value;
  paths.push(at);
  return SEALED;
}
