import type { Json } from '../json.ts';
import { resolvePlain } from './resolve-scalar.ts';

const CORE_TAG = /^(?:!!|!<tag:yaml\.org,2002:)(str|int|float|bool|null|binary|timestamp)>?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const TIMESTAMP = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])/;

/** What a scalar with an explicit tag means; a tag nobody knows leaves the text as it stands. Undefined where text and tag do not go together. */
export function resolveTagged(text: string, tag: string): Json | undefined {
  const core = CORE_TAG.exec(tag)?.[1];
  if (core === undefined || core === 'str') return text;
  if (core === 'binary') return decodeBinary(text);
  if (core === 'timestamp') return TIMESTAMP.test(text) ? text : undefined;
  const value = resolvePlain(text);
  switch (core) {
    case 'null':
      return value === null ? null : undefined;
    case 'bool':
      return typeof value === 'boolean' ? value : undefined;
    case 'int':
      return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value)) ? value : undefined;
    default:
      return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
  }
}

function decodeBinary(text: string): string | undefined {
  const base64 = text.replace(/[\r\n]/g, '');
  if (!BASE64.test(base64)) return undefined;
  return new TextDecoder().decode(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
}
