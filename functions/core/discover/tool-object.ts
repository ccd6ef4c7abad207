import type { DesiredObject } from '../desired-state.ts';
import type { Origin } from '../difference.ts';
import { asString } from '../json.ts';
import { type KubeObject, metadataOf, type ObjectRef, splitApiVersion } from '../kube-object.ts';

/** Who delivers what git declares, as the configuration calls them. */
export const DELIVERY_TOOLS = ['argo-cd', 'flux', 'fleet', 'helm'] as const;

/** One of them. */
export type DeliveryTool = (typeof DELIVERY_TOOLS)[number];

/**
 * An object by which a delivery tool is told what to deliver, and where it was read: declared by a source, in the cluster, or made of another
 * object (the Applications of an ApplicationSet). `namespace` is '' where it has none.
 */
export interface ToolObject {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly body: KubeObject;
  readonly whence: Whence;
}

/** Where an object was read. */
export type Whence =
  | { readonly type: 'declared'; readonly origin: Origin }
  | { readonly type: 'cluster' }
  | { readonly type: 'made'; readonly by: ToolObject };

/** Text that is equal exactly for two objects of the same name. */
export function keyOf({ group, kind, namespace, name }: Pick<ToolObject, 'group' | 'kind' | 'namespace' | 'name'>): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** `Application argocd/shop`, as messages call it. */
export function titleOf({ kind, namespace, name }: Pick<ToolObject, 'kind' | 'namespace' | 'name'>): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** The line in git where the object is told, that of the one it was made of where it was made. Undefined for one of the cluster. */
export function originOf({ whence }: ToolObject): Origin | undefined {
  switch (whence.type) {
    case 'declared':
      return whence.origin;
    case 'made':
      return originOf(whence.by);
    case 'cluster':
      return undefined;
  }
}

/** How an object is named as a ref. */
export function refOf({ group, kind, namespace, name }: ToolObject): ObjectRef {
  return { group, kind, namespace: namespace === '' ? null : namespace, name };
}

/** What a source declares, as an object that a tool may read. */
export function readDeclared(object: DesiredObject): ToolObject {
  const { group, kind, name, body, origin } = object;
  return { group, kind, name, namespace: object.namespace ?? object.defaultNamespace, body, whence: { type: 'declared', origin } };
}

/** An object of the cluster. Undefined where it has no name. */
export function readLiveObject(body: KubeObject): ToolObject | undefined {
  const { name, namespace } = metadataOf(body);
  const { group } = splitApiVersion(asString(body['apiVersion']) ?? '');
  const kind = asString(body['kind']);
  if (typeof name !== 'string' || kind === undefined) return undefined;
  return { group, kind, name, namespace: asString(namespace) ?? '', body, whence: { type: 'cluster' } };
}
