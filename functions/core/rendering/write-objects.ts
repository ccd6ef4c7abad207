import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { compareText, type KubeObject, splitApiVersion } from '../kube-object.ts';
import type { Mask } from '../mask/create-mask.ts';
import { isSecret, maskSecret } from '../mask/mask-secret.ts';

/** Objects as a stream of YAML, each below a comment that says where it is from. With a mask, values of Secrets are masked. Keys are sorted: same objects, same bytes. */
export function writeObjects(objects: readonly { readonly body: KubeObject; readonly from: string }[], mask: Mask | undefined): string {
  return objects
    .map(({ body, from }) => `---\n# ${from.replaceAll(/[\r\n]/g, ' ')}\n${writeMapping(mask === undefined ? body : hide(body, mask), '')}`)
    .join('');
}

function hide(body: KubeObject, mask: Mask): KubeObject {
  const { group } = splitApiVersion(String(body['apiVersion']));
  return isSecret(group, String(body['kind'])) ? maskSecret(body, mask) : body;
}

function writeMapping(object: KubeObject, indent: string): string {
  return Object.keys(object)
    .sort(compareText)
    .map((key) => `${indent}${writeKey(key)}:${writeValue(object[key] ?? null, indent, indent)}`)
    .join('');
}

function writeValue(value: Json, indent: string, listIndent: string): string {
  if (isJsonObject(value)) return Object.keys(value).length === 0 ? ' {}\n' : `\n${writeMapping(value, `${indent}  `)}`;
  if (isJsonList(value)) return value.length === 0 ? ' []\n' : `\n${value.map((item) => writeItem(item, listIndent)).join('')}`;
  return ` ${writeScalar(value, indent)}\n`;
}

function writeItem(item: Json, indent: string): string {
  if (isJsonObject(item) && Object.keys(item).length > 0) return `${indent}- ${writeMapping(item, `${indent}  `).slice(indent.length + 2)}`;
  if (isJsonList(item) && item.length > 0) return `${indent}-\n${item.map((each) => writeItem(each, `${indent}  `)).join('')}`;
  return `${indent}-${writeValue(item, indent, indent)}`;
}

/** Text that is read as text by every reader of YAML, and no number, boolean, null or date. */
const PLAIN = /^[A-Za-z/][\w./-]*(?::[\w./-]+)*$/;
const OTHER = /^(?:y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan)$/i;

/** What a block of YAML cannot hold, wherever it stands, and tabs, which nobody sees there. */
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufeff\ufffe\uffff]/u;

function writeKey(key: string): string {
  return PLAIN.test(key) && !OTHER.test(key) ? key : JSON.stringify(key);
}

function writeScalar(value: Json, indent: string): string {
  if (typeof value !== 'string') return String(value);
  if (PLAIN.test(value) && !OTHER.test(value)) return value;
  // A block keeps lines readable; what it cannot hold exactly is quoted.
  if (value.includes('\n') && /^\S/.test(value) && !UNPRINTABLE.test(value) && !/\s$/.test(value.replace(/\n$/, ''))) {
    const lines = value.replace(/\n$/, '').split('\n');
    return `|${value.endsWith('\n') ? '' : '-'}\n${lines.map((line) => (line === '' ? '' : `${indent}  ${line}`)).join('\n')}`;
  }
  return JSON.stringify(value);
}
