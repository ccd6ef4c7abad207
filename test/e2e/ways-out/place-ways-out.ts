import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillIn, type Placement } from '../support/place-target.ts';

/** What git holds for a placement, as people write it: the target's own text, comments and all. */
export function writeText({ operator, name, manifests }: Placement): string {
  const text = fillIn(readFileSync(join(import.meta.dirname, '../support/targets', `${operator.target}.yaml`), 'utf8'), name);
  const hasNamespace = manifests[0]?.['kind'] === 'Namespace' && !/^kind: Namespace/m.test(text);
  const namespace = `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${name} # of this operator alone\n`;
  return hasNamespace ? `${namespace}${/^\s*(#.*\s*)*$/.test(text) ? '' : `---\n${text}`}` : text;
}

/** What the API server takes no old value for, or only in an object that is made again, and what is said of it. */
export const NEVER_RESTORED: Readonly<Record<string, RegExp>> = {
  'claim-enlarged': /storage: the API server takes no other value for it: the object must be deleted and made again/,
  'made-immutable': /\.immutable: the API server takes no other value for it: the object must be deleted and made again/,
};

/** Operators on Secrets: no line of a Secret stands in a diff. */
export const NEVER_ADOPTED: Readonly<Record<string, true>> = {
  'password-changed': true,
  'password-removed': true,
  'secret-created': true,
  'secret-deleted': true,
  'token-added': true,
};
