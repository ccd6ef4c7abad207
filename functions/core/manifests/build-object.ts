import type { DesiredObject, SetAside, UncheckedFile, UncheckedFileReason } from '../desired-state.ts';
import { asString, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { annotationsOf, metadataOf, splitApiVersion } from '../kube-object.ts';
import { type EncryptedFields, isSealed } from '../sops/sealed.ts';
import { findLocalReader } from './local-configuration.ts';

/** Where a manifest comes from, and the namespace of its namespaced objects that name none. */
export interface ManifestSource {
  readonly source: string;
  readonly file: string;
  readonly defaultNamespace: string;
  /** Decrypts what SOPS encrypts in the file; absent: it stays sealed. */
  readonly dataKey?: Uint8Array;
}

/** Where in the file one object stands. */
export interface ManifestPlace {
  readonly line: number;
  readonly document: number;
  readonly item?: number;
  readonly encrypted?: EncryptedFields;
}

/** What became of one mapping. A hook is an object and a note. */
export type BuiltObject =
  | { readonly type: 'object'; readonly object: DesiredObject }
  | { readonly type: 'hook'; readonly object: DesiredObject; readonly setAside: SetAside }
  | { readonly type: 'set-aside'; readonly setAside: SetAside }
  | { readonly type: 'unchecked'; readonly unchecked: UncheckedFile };

/** True for a mapping with `apiVersion` and `kind`. */
export function isTyped(value: Json): value is JsonObject {
  return isJsonObject(value) && hasText(value['apiVersion']) && hasText(value['kind']);
}

/** Makes a desired object of a mapping with `apiVersion` and `kind`, or says why it is none. */
export function buildObject(body: JsonObject, source: ManifestSource, place: ManifestPlace): BuiltObject {
  const { group, version } = splitApiVersion(asString(body['apiVersion']) ?? '');
  const kind = asString(body['kind']) ?? '';
  const where = { source: source.source, file: source.file, line: place.line };
  const setAside = (reason: SetAside['reason'], message: string): SetAside => ({ ...where, reason, message });
  const refuse = (reason: UncheckedFileReason, message: string): BuiltObject => ({
    type: 'unchecked',
    unchecked: { type: 'file', ...where, reason, message },
  });

  const reader = findLocalReader(group, version, kind);
  if (reader !== undefined) return { type: 'set-aside', setAside: setAside('not-a-manifest', `${kind} is configuration for ${reader}`) };

  const metadata = metadataOf(body);
  const name = metadata['name'];
  if ([body['apiVersion'], body['kind'], name, metadata['namespace']].some(isSealed)) {
    const advice = 'encrypt values alone (encrypted_regex: ^(data|stringData)$), or name its KMS key under sops.keys';
    return refuse('encrypted', `SOPS encrypts its kind, name or namespace too, so which object it is cannot be told; ${advice}`);
  }
  if (name === undefined || name === null || name === '') {
    if (hasText(metadata['generateName'])) {
      return { type: 'set-aside', setAside: setAside('generate-name', `${kind} has a generateName: every delivery makes another object`) };
    }
    return refuse('no-name', `${kind} has no metadata.name; give it one`);
  }
  if (typeof name !== 'string') return refuse('no-name', `metadata.name of ${kind} is no text; put it in quotes`);
  const namespace = metadata['namespace'] ?? undefined;
  if (namespace !== undefined && typeof namespace !== 'string') {
    return refuse('no-name', `metadata.namespace of ${kind} ${name} is no text; put it in quotes`);
  }

  const object: DesiredObject = {
    group,
    version,
    kind,
    name,
    namespace: namespace === '' ? undefined : namespace,
    defaultNamespace: source.defaultNamespace,
    body,
    origin: where,
    document: place.document,
    ...(place.item === undefined ? {} : { item: place.item }),
    ...(place.encrypted === undefined ? {} : { encrypted: place.encrypted }),
  };
  const annotations = annotationsOf(body);
  if ('helm.sh/hook' in annotations) {
    return {
      type: 'hook',
      object,
      setAside: setAside('helm-hook', `${kind} ${name} is a Helm hook: made for one release and often deleted after it`),
    };
  }
  if ('argocd.argoproj.io/hook' in annotations) {
    return {
      type: 'hook',
      object,
      setAside: setAside('argo-hook', `${kind} ${name} is an Argo CD hook: made for one sync and often deleted after it`),
    };
  }
  return { type: 'object', object };
}

function hasText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}
