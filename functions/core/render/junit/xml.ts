import { escapeText } from '../escape-text.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** An element of XML; attributes that are undefined are left out, children are XML already. */
export function writeElement(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  children: readonly string[] = [],
): string {
  const given = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`],
  );
  const head = `<${name}${given.join('')}`;
  return children.length === 0 ? `${head}/>` : `${head}>${children.join('')}</${name}>`;
}

/** Text for an element or an attribute. What XML cannot hold at all, escaped or not, is written as `\u` escapes; newlines stay. */
export function escapeXml(text: string): string {
  return text
    .split('\n')
    .map((line) => escapeText(line).replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`))
    .join('\n')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
