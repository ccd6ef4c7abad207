import { asString, type JsonObject } from '../../../functions/core/json.ts';
import { joinApiVersion, metadataOf, nameOf } from '../../../functions/core/kube-object.ts';
import type { ServedKind } from '../control-plane/discover-kinds.ts';

/** The path at which objects of the same kind and namespace are created. */
export function findCollectionPath(served: readonly ServedKind[], object: JsonObject): string {
  const kind = served.find(
    (candidate) => candidate.kind === object['kind'] && joinApiVersion(candidate.group, candidate.version) === object['apiVersion'],
  );
  if (kind === undefined) throw new Error(`${object['apiVersion']} ${object['kind']} is not served`);
  const base = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  const namespace = kind.isNamespaced ? `/namespaces/${asString(metadataOf(object)['namespace'])}` : '';
  return `${base}${namespace}/${kind.plural}`;
}

/** The path of one object. */
export function findObjectPath(served: readonly ServedKind[], object: JsonObject): string {
  return `${findCollectionPath(served, object)}/${nameOf(object)}`;
}
