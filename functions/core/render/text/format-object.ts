import type { ObjectRef } from '../../kube-object.ts';
import { escapeText } from '../escape-text.ts';

/** `Deployment web`, or with its namespace `Deployment shop/web`. The group stands behind the kind only outside Kubernetes' own groups. */
export function formatObject(ref: ObjectRef, withNamespace = false): string {
  const namespace = withNamespace && ref.namespace !== null ? `${ref.namespace}/` : '';
  return escapeText(`${formatKind(ref)} ${namespace}${ref.name}`);
}

/** The kind, with its group where that is not one of Kubernetes' own. */
export function formatKind({ group, kind }: Pick<ObjectRef, 'group' | 'kind'>): string {
  const isOwn = !group.includes('.') || group.endsWith('.k8s.io');
  return isOwn ? kind : `${kind}.${group}`;
}
