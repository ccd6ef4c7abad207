import { createHash } from 'node:crypto';
import type { ToolObject } from './tool-object.ts';

const LONGEST = 100;

/**
 * What reports call the source that an object tells: `application.argocd.shop`, with a number where it tells several. The same object is always
 * called the same, whatever else there is.
 */
export function nameSource({ kind, namespace, name }: Pick<ToolObject, 'kind' | 'namespace' | 'name'>, number?: number): string {
  const parts = [kind.toLowerCase(), ...(namespace === '' ? [] : [namespace]), name, ...(number === undefined ? [] : [String(number)])];
  const id = parts.join('.').replace(/[^A-Za-z0-9._-]+/g, '-');
  if (id.length <= LONGEST) return id;
  return `${id.slice(0, LONGEST - 9)}-${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
}
