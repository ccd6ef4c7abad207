import { createHash } from 'node:crypto';
import { type ObjectRef, refKey } from '../../kube-object.ts';

/** Eight hexadecimal digits that stand for some fields of one object. */
export function fingerprintOf(ref: ObjectRef, fields: readonly string[]): string {
  return createHash('sha256')
    .update([refKey(ref), ...fields].join('\n'))
    .digest('hex')
    .slice(0, 8);
}
