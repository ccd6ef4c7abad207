import { asJsonObject, isJsonObject, type Json, type JsonObject } from '../json.ts';
import type { KubeObject } from '../kube-object.ts';
import { metadataOf } from '../kube-object.ts';
import { LAST_APPLIED, readLastApplied } from '../owners/last-applied.ts';
import { isSealed } from '../sops/sealed.ts';
import type { Mask } from './create-mask.ts';

/** True for a core Secret, at any version. */
export function isSecret(group: string, kind: string): boolean {
  return group === '' && kind === 'Secret';
}

/**
 * A Secret with every value replaced before anything compares or prints it: `stringData` becomes `data` (the later wins, as the server does it),
 * values are masked by their decoded bytes, and the last-applied annotation, which repeats them all, is masked the same way.
 */
export function maskSecret(secret: KubeObject, mask: Mask): KubeObject {
  const { stringData, data, ...rest } = secret;
  const masked: Record<string, Json> = {};
  for (const [key, value] of Object.entries(asJsonObject(data))) {
    masked[key] = value === null || isSealed(value) ? value : mask(decodeBase64(value));
  }
  for (const [key, value] of Object.entries(asJsonObject(stringData))) {
    if (value !== null) masked[key] = isSealed(value) ? value : mask(textOf(value));
  }
  const hasData = isJsonObject(data) || isJsonObject(stringData);
  return { ...rest, ...(hasData ? { data: masked } : {}), ...maskLastApplied(secret, mask) };
}

function maskLastApplied(secret: KubeObject, mask: Mask): JsonObject {
  const metadata = metadataOf(secret);
  const annotations = asJsonObject(metadata['annotations']);
  if (annotations[LAST_APPLIED] === undefined) return {};
  const applied = readLastApplied(secret);
  const text = applied === undefined ? '{}' : JSON.stringify(maskSecret(withoutLastApplied(applied), mask));
  return { metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}

function withoutLastApplied(object: KubeObject): KubeObject {
  const metadata = metadataOf(object);
  const { [LAST_APPLIED]: _nested, ...annotations } = asJsonObject(metadata['annotations']);
  return metadata['annotations'] === undefined ? object : { ...object, metadata: { ...metadata, annotations } };
}

/** The bytes that base64 stands for; what is no base64 stands for itself. */
function decodeBase64(value: Json): Uint8Array {
  return Buffer.from(textOf(value), 'base64');
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : String(value);
}
