import { isJsonList, isJsonObject, type Json, type JsonObject, stringifyJson } from '../../json.ts';
import { resolvePlain } from '../../manifests/resolve-scalar.ts';

/** How a file is written, so that what is added looks like what is there. */
export interface WritingStyle {
  /** `\n`, or `\r\n`. */
  readonly lineBreak: string;
  /** Spaces before the dash of a list below its key: 0 or 2. */
  readonly dashIndent: number;
}

/** Text that is read as text wherever it stands, without quotes. What has another meaning, or might to another reader, gets quotes. */
const PLAIN = /^(?:--?[A-Za-z]|[A-Za-z0-9_./])[A-Za-z0-9_./@+=~ -]*(?::[A-Za-z0-9_./@+=~-]+(?: [A-Za-z0-9_./@+=~-]+)*)*$/;
const OTHER = /^(?:y|n|yes|no|on|off|true|false|null|~|\.inf|\.nan|<<|=)$/i;
/** Dates, times and numbers of other readers of YAML. */
const NUMBER_LIKE = /^[-+.\d][\d_.,:eExXoO+\-TtZz ]*$/;
const UNPRINTABLE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u;

/** A scalar on one line. `quotes`: how the one before was written. */
export function writeInline(value: Json, quotes: 'plain' | 'single' | 'double' | 'block' = 'plain'): string {
  if (typeof value !== 'string') return stringifyJson(value);
  if (quotes === 'single' && !UNPRINTABLE.test(value) && !value.includes('\n')) return `'${value.replaceAll("'", "''")}'`;
  if (quotes !== 'double' && isPlain(value)) return value;
  return quoteText(value);
}

function isPlain(value: string): boolean {
  return PLAIN.test(value) && !OTHER.test(value) && !NUMBER_LIKE.test(value) && !value.endsWith(' ') && resolvePlain(value) === value;
}

/** Escapes of JSON are escapes of YAML. */
function quoteText(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A key as it stands before its colon. */
export function writeKey(key: string): string {
  return writeInline(key);
}

/** A value in brackets. `json`: as JSON has it, every key and text in double quotes. */
export function writeFlow(value: Json, as: 'yaml' | 'json'): string {
  if (as === 'json') return stringifyJson(value);
  if (isJsonList(value)) return `[${value.map((item) => writeFlow(item, as)).join(', ')}]`;
  if (!isJsonObject(value)) return writeInline(value);
  const fields = Object.entries(value).map(([key, child]) => `${writeKey(key)}: ${writeFlow(child, as)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** What stands behind a colon or dash, to the end of its last line, without its line break. `column`: of the key, or of the dash. */
export function writeBehind(value: Json, column: number, style: WritingStyle): string {
  if (isJsonObject(value) && Object.keys(value).length > 0) return `${style.lineBreak}${writeFields(value, column + 2, style)}`;
  if (isJsonList(value) && value.length > 0) {
    const dash = column + style.dashIndent;
    return `${style.lineBreak}${value.map((item) => writeItem(item, dash, style)).join(style.lineBreak)}`;
  }
  if (typeof value === 'string' && isBlock(value)) {
    const lines = value.replace(/\n$/, '').split('\n');
    const indent = ' '.repeat(column + 2);
    const body = lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join(style.lineBreak);
    return ` |${value.endsWith('\n') ? '' : '-'}${style.lineBreak}${body}`;
  }
  return ` ${isJsonObject(value) ? '{}' : isJsonList(value) ? '[]' : writeInline(value)}`;
}

/** A block keeps lines readable; what it cannot hold exactly is quoted. */
function isBlock(value: string): boolean {
  return value.includes('\n') && /^\S/.test(value) && !UNPRINTABLE.test(value) && !/\s$/.test(value.replace(/\n$/, ''));
}

/** Fields of a mapping, one below the other, without the last line break. */
export function writeFields(value: JsonObject, column: number, style: WritingStyle): string {
  return Object.entries(value)
    .map(([key, child]) => `${' '.repeat(column)}${writeKey(key)}:${writeBehind(child, column, style)}`)
    .join(style.lineBreak);
}

/** An item of a list with its dash at a column, without the last line break. */
export function writeItem(item: Json, column: number, style: WritingStyle): string {
  const indent = ' '.repeat(column);
  if (isJsonObject(item) && Object.keys(item).length > 0) return `${indent}- ${writeFields(item, column + 2, style).slice(column + 2)}`;
  if (isJsonList(item) && item.length > 0) return `${indent}- ${writeFlow(item, 'yaml')}`;
  return `${indent}-${writeBehind(item, column, style)}`;
}
