import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { bindTo, decryptText, isEncryptedText, readDecrypted } from './encrypted-text.ts';
import type { OpenedDocument } from './sealed.ts';

/** A document with what was encrypted in the clear, or undefined where a value does not fit the key or its place. */
export function decryptDocument(document: JsonObject, key: Uint8Array): OpenedDocument | undefined {
  const { sops: _metadata, ...fields } = document;
  const paths = new Map<string, readonly string[]>();
  let failed = false;
  const open = (value: Json, at: readonly string[]): Json => {
    if (isJsonObject(value)) return openFields(value, at);
    if (isJsonList(value)) return value.map((item) => open(item, at));
    if (!isEncryptedText(value)) return value;
    const decrypted = decryptText(value, key, bindTo(at));
    paths.set(JSON.stringify(at), at);
    if (decrypted === undefined) failed = true;
    return decrypted === undefined ? null : readDecrypted(decrypted);
  };
  const openFields = (object: JsonObject, at: readonly string[]): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([name, value]) => [name, open(value, [...at, name])]));
  const body = openFields(fields, []);
  return failed ? undefined : { body, paths: [...paths.values()] };
}
