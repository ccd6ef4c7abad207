import type { DesiredObject } from '../../desired-state.ts';
import { metadataOf } from '../../kube-object.ts';

/** An object in a namespace that stands before what it says itself (fleet:internal/helmdeployer/postrender.go). */
export function moveObject(object: DesiredObject, namespace: string): DesiredObject {
  return { ...object, namespace, body: { ...object.body, metadata: { ...metadataOf(object.body), namespace } } };
}
