import type { KindRead } from '../../core/live-state.ts';
import { pathOfGroupVersion } from './path-segment.ts';

/** Metadata alone, where the server can; an extension API server that knows no such thing may send the whole objects. */
const METADATA_ACCEPT = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json';

/** The Accept header of a read. */
export function acceptOf(read: KindRead): string {
  return read.mode === 'metadata' ? METADATA_ACCEPT : 'application/json';
}

/**
 * Path of one page of a list over all namespaces. No resourceVersion: the answer is consistent, Kubernetes 1.34 and later serve it from memory
 * page by page, and older ones would ignore `limit` at resourceVersion=0 and send everything at once.
 */
export function pathOfPage({ served, labelSelector }: KindRead, limit: number, token: string | undefined): string {
  const selector = labelSelector === undefined ? '' : `labelSelector=${encodeURIComponent(labelSelector)}&`;
  const query = `${selector}limit=${limit}${token === undefined ? '' : `&continue=${encodeURIComponent(token)}`}`;
  return `${pathOfGroupVersion(served.group, served.version)}/${encodeURIComponent(served.resource)}?${query}`;
}
