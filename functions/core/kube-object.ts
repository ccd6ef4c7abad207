import { asJsonObject, asString, type Json, type JsonObject } from './json.ts';

/** Identity of a Kubernetes object. Without the version: the same object is served at several. `namespace` is null for cluster-scoped kinds; `group` is '' for the core group. */
export interface ObjectRef {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** An object as the API server (or a manifest) gives it; the body is not validated. */
export type KubeObject = JsonObject;

/** Text that is equal exactly when two refs name the same object. */
export function refKey(ref: ObjectRef): string {
  return `${ref.group}/${ref.kind}/${ref.namespace ?? ''}/${ref.name}`;
}

/** `Kind.group namespace/name` as people say it: `Deployment.apps shop/web`. */
export function formatRef(ref: ObjectRef): string {
  const kind = ref.group === '' ? ref.kind : `${ref.kind}.${ref.group}`;
  return ref.namespace === null ? `${kind} ${ref.name}` : `${kind} ${ref.namespace}/${ref.name}`;
}

/** Orders refs by namespace (cluster-scoped first), group, kind, name: the order of every list in a report. */
export function compareRefs(a: ObjectRef, b: ObjectRef): number {
  return (
    compareText(a.namespace ?? '', b.namespace ?? '') ||
    compareText(a.group, b.group) ||
    compareText(a.kind, b.kind) ||
    compareText(a.name, b.name)
  );
}

/** Byte order, the same on every machine (never the locale's). */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Splits `apps/v1` into group and version; `v1` has the empty group. */
export function splitApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? { group: '', version: apiVersion } : { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** Joins group and version to what `apiVersion` holds. */
export function joinApiVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}

/** The object's metadata, empty where there is none. */
export function metadataOf(object: KubeObject): JsonObject {
  return asJsonObject(object['metadata']);
}

/** The object's annotations, empty where there are none. */
export function annotationsOf(object: KubeObject): JsonObject {
  return asJsonObject(metadataOf(object)['annotations']);
}

/** The object's labels, empty where there are none. */
export function labelsOf(object: KubeObject): JsonObject {
  return asJsonObject(metadataOf(object)['labels']);
}

/** `metadata.name`, or undefined where it is absent or no string. */
export function nameOf(object: KubeObject): string | undefined {
  return asString(metadataOf(object)['name']);
}

/** The controller owner reference, where there is one: the object is then made by that controller. */
export function controllerOwnerOf(object: KubeObject): JsonObject | undefined {
  const owners = metadataOf(object)['ownerReferences'];
  if (!Array.isArray(owners)) return undefined;
  return owners.map((owner: Json) => asJsonObject(owner)).find((owner) => owner['controller'] === true);
}
