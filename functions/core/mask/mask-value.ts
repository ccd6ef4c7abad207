import type { FieldPath } from '../field-path.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { isMasked, type Mask } from './create-mask.ts';

/** Names under which people put secrets into plain fields and environment variables. */
const SECRET_NAME = /(^|[_.-])(password|passwd|passphrase|secret|token|api_?key|access_?key|secret_?key|private_?key|credentials?)$/i;
const CAMEL_NAME = /(password|passphrase|clientSecret|secretKey|accessKey|apiKey|privateKey|[a-z]Token)$/;
/** Fields that only name a secret elsewhere. */
const REFERENCE_NAME = /(name|ref|mount.*|file|path)$/i;

/**
 * A value made safe to show: an environment variable, field or key whose name says it holds a secret is masked, and so is a password inside a
 * URL, at any depth. `path` tells the name under which the value itself stands.
 */
export function maskValue(value: Json, path: FieldPath, mask: Mask): Json {
  const last = path.at(-1);
  const parent = path.at(-2);
  const named = last !== undefined && 'field' in last ? last.field : undefined;
  const variable = named === 'value' && parent !== undefined && 'keys' in parent ? parent.keys['name'] : undefined;
  return maskNamed(value, typeof variable === 'string' ? variable : named, mask);
}

function maskNamed(value: Json, name: string | undefined, mask: Mask): Json {
  if (isJsonList(value)) return value.map((item) => maskNamed(item, undefined, mask));
  if (isJsonObject(value)) {
    const variable = value['name'];
    const entries = Object.entries(value).map(([key, child]) => {
      const childName = key === 'value' && typeof variable === 'string' ? variable : key;
      return [key, maskNamed(child, childName, mask)] as const;
    });
    return Object.fromEntries(entries);
  }
  if (typeof value !== 'string' || value === '' || isMasked(value)) return value;
  if (name !== undefined && isSecretName(name)) return mask(value);
  return value.replace(
    /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)([^\s@/]+)@/gi,
    (_all, before: string, password: string) => `${before}${mask(password)}@`,
  );
}

/** True where a field or variable of this name holds a secret rather than a reference to one. */
export function isSecretName(name: string): boolean {
  return (SECRET_NAME.test(name) || CAMEL_NAME.test(name)) && !REFERENCE_NAME.test(name);
}
