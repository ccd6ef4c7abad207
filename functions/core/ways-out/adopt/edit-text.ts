import { isJsonList, isJsonObject, type Json, stringifyJson } from '../../json.ts';
import type { TextField, TextNode } from '../../manifests/text-tree.ts';
import type { JsonChange } from '../change-json.ts';
import type { Pointer } from '../resolve-pointer.ts';
import { type WritingStyle, writeBehind, writeFields, writeFlow, writeInline, writeItem, writeKey } from './write-value.ts';

/** One replacement of a piece of text. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Why a text cannot be edited at a place. */
export class CannotEdit extends Error {}

type Parent = Extract<TextNode, { readonly type: 'mapping' | 'sequence' }>;

/**
 * The edit of a document's text that makes one change of its value: on the line of the field, in the way that the file is written. `set` and `remove`
 * must not empty a mapping or list: then its parent is to be changed. Throws CannotEdit where the place is lent by an alias or a merge key.
 */
export function editText(text: string, root: TextNode, change: JsonChange, style: WritingStyle): TextEdit {
  const last = change.at.at(-1);
  const parent = findNode(root, change.at.slice(0, -1));
  if (last === undefined) throw new CannotEdit('the whole document');
  if (parent.type === 'empty' && change.op !== 'remove') return fillEmpty(text, parent, last, change.value, style);
  if (parent.type === 'mapping' && typeof last === 'string') return editMapping(text, parent, last, change, style);
  if (parent.type === 'sequence' && typeof last === 'number') return editSequence(text, parent, last, change, style);
  throw new CannotEdit('it is written in another way than it is read');
}

/** The node at a place. */
export function findNode(root: TextNode, pointer: Pointer): TextNode {
  let node = root;
  for (const step of pointer) {
    if (node.type === 'mapping' && typeof step === 'string') {
      const field = findField(node, step);
      if (field === undefined) throw new CannotEdit('a merge key or an alias lends it');
      node = field.value;
    } else if (node.type === 'sequence' && typeof step === 'number') {
      const item = node.items[step];
      if (item === undefined) throw new CannotEdit('it is not written out');
      node = item.value;
    } else {
      throw new CannotEdit(node.type === 'alias' ? 'it stands there as an alias' : 'it is not written out');
    }
  }
  return node;
}

function findField(node: TextNode & { readonly type: 'mapping' }, key: string): TextField | undefined {
  return node.fields.find((field) => field.key === key && !field.merge);
}

function fillEmpty(text: string, node: TextNode, step: string | number, value: Json, style: WritingStyle): TextEdit {
  const wrapped = typeof step === 'string' ? { [step]: value } : [value];
  return { start: node.after, end: node.after, text: writeBehind(wrapped, columnOfKey(text, node.after), style) };
}

function editMapping(
  text: string,
  node: TextNode & { readonly type: 'mapping' },
  key: string,
  change: JsonChange,
  style: WritingStyle,
): TextEdit {
  const field = findField(node, key);
  if (change.op === 'remove') {
    if (field === undefined) throw new CannotEdit('a merge key or an alias lends it');
    const index = node.fields.indexOf(field);
    const parts = node.fields.map(({ start, value }) => ({ start, end: value.end }));
    return node.flow ? cutInline(parts, index) : cutLines(text, parts, index);
  }
  if (field !== undefined) return replaceValue(text, node, field.value, change.value, style);
  const isJson = isWrittenAsJson(node);
  if (node.flow) {
    const entry = isJson ? `${JSON.stringify(key)}: ` : `${writeKey(key)}: `;
    return insertInline(text, node, node.fields.length, (indent) => entry + writeInFlow(change.value, isJson, indent), style);
  }
  const column = columnOf(text, node.start);
  return insertLines(text, node.end, writeFields({ [key]: change.value }, column, style), style);
}

function editSequence(
  text: string,
  node: TextNode & { readonly type: 'sequence' },
  index: number,
  change: JsonChange,
  style: WritingStyle,
): TextEdit {
  const parts = node.items.map(({ start, value }) => ({ start, end: value.end }));
  if (change.op === 'remove') return node.flow ? cutInline(parts, index) : cutLines(text, parts, index);
  if (change.op === 'set') {
    const item = node.items[index];
    if (item === undefined) throw new CannotEdit('it is not written out');
    return replaceValue(text, node, item.value, change.value, style);
  }
  if (node.flow) {
    const isJson = isWrittenAsJson(node);
    return insertInline(text, node, index, (indent) => writeInFlow(change.value, isJson, indent), style);
  }
  const column = columnOf(text, node.start);
  const entry = writeItem(change.value, column, style);
  const before = node.items[index - 1];
  if (before !== undefined) return insertLines(text, before.value.end, entry, style);
  const start = lineStart(text, node.start);
  if (text.slice(start, node.start).trim() !== '') throw new CannotEdit('a list inside of a list');
  return { start, end: start, text: `${entry}${style.lineBreak}` };
}

/** A comment behind a scalar on its line stays. */
function replaceValue(text: string, parent: Parent, node: TextNode, value: Json, style: WritingStyle): TextEdit {
  if (parent.flow)
    return {
      start: node.start,
      end: node.end,
      text: `${node.type === 'empty' ? ' ' : ''}${writeInFlow(value, isWrittenAsJson(parent), undefined, quotesOf(node))}`,
    };
  const column = parent.type === 'mapping' ? columnOfKey(text, node.after) : columnOf(text, parent.start);
  const isInline =
    (node.type === 'scalar' && node.style !== 'block') ||
    node.type === 'alias' ||
    ((node.type === 'mapping' || node.type === 'sequence') && node.flow);
  if (!isInline) {
    const end = node.end > node.after && text[node.end - 1] === '\n' ? node.end - (text[node.end - 2] === '\r' ? 2 : 1) : node.end;
    return { start: node.after, end, text: writeBehind(value, column, style) };
  }
  if (typeof value === 'string' && value.includes('\n') && isLastOnLine(text, node.end)) {
    return { start: node.after, end: node.end, text: writeBehind(value, column, style) };
  }
  const isCollection = (isJsonObject(value) || isJsonList(value)) && !(node.type === 'mapping' || node.type === 'sequence');
  if (isCollection && isLastOnLine(text, node.end)) return { start: node.after, end: node.end, text: writeBehind(value, column, style) };
  return {
    start: node.start,
    end: node.end,
    text: isJsonObject(value) || isJsonList(value) ? writeFlow(value, 'yaml') : writeInline(value, quotesOf(node)),
  };
}

function quotesOf(node: TextNode): 'plain' | 'single' | 'double' {
  return node.type === 'scalar' && (node.style === 'single' || node.style === 'double') ? node.style : 'plain';
}

/** `indent`: of the entries, where each has a line of its own. */
function writeInFlow(value: Json, isJson: boolean, indent: string | undefined, quotes: 'plain' | 'single' | 'double' = 'plain'): string {
  if (isJson) return indent === undefined ? stringifyJson(value) : stringifyJson(value, 2).replaceAll('\n', `\n${indent}`);
  return isJsonObject(value) || isJsonList(value) ? writeFlow(value, 'yaml') : writeInline(value, quotes);
}

function isWrittenAsJson(node: Parent): boolean {
  if (!node.flow) return false;
  if (node.type === 'mapping') return node.fields.length > 0 && node.fields.every(({ quoted }) => quoted);
  return (
    node.items.length > 0 &&
    node.items.every(({ value }) =>
      value.type === 'scalar'
        ? value.style === 'double'
        : (value.type === 'mapping' || value.type === 'sequence') && isWrittenAsJson(value),
    )
  );
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** In brackets: with the comma that goes with it. */
function cutInline(parts: readonly Part[], index: number): TextEdit {
  const [before, own, next] = [parts[index - 1], parts[index], parts[index + 1]];
  if (own === undefined || (before === undefined && next === undefined)) throw new CannotEdit('it is not written out');
  if (next !== undefined) return { start: own.start, end: next.start, text: '' };
  return { start: before?.end ?? own.start, end: own.end, text: '' };
}

/** Whole lines; where it begins behind the dash of a list item, what follows takes its place there. */
function cutLines(text: string, parts: readonly Part[], index: number): TextEdit {
  const [own, next] = [parts[index], parts[index + 1]];
  if (own === undefined || parts.length === 1) throw new CannotEdit('it is not written out');
  const start = lineStart(text, own.start);
  if (text.slice(start, own.start).trim() === '') return { start, end: lineEnd(text, own.end), text: '' };
  if (next === undefined || index > 0) throw new CannotEdit('it shares its line');
  return { start: own.start, end: next.start, text: '' };
}

function insertInline(
  text: string,
  node: Parent,
  index: number,
  write: (indent: string | undefined) => string,
  style: WritingStyle,
): TextEdit {
  const parts: readonly Part[] =
    node.type === 'mapping'
      ? node.fields.map(({ start, value }) => ({ start, end: value.end }))
      : node.items.map(({ start, value }) => ({ start, end: value.end }));
  const before = parts[index - 1];
  const neighbour = before ?? parts[0];
  if (neighbour === undefined) {
    const entry = write(undefined);
    return { start: node.start, end: node.end, text: node.type === 'mapping' ? `{ ${entry} }` : `[${entry}]` };
  }
  const indent = text.slice(lineStart(text, neighbour.start), neighbour.start);
  const hasOwnLine = indent.trim() === '' && lineStart(text, neighbour.start) > node.start;
  const entry = write(hasOwnLine ? indent : undefined).replaceAll('\n', style.lineBreak);
  const gap = hasOwnLine ? `${style.lineBreak}${indent}` : ' ';
  if (before !== undefined) return { start: before.end, end: before.end, text: `,${gap}${entry}` };
  return { start: neighbour.start, end: neighbour.start, text: `${entry},${gap}` };
}

function insertLines(text: string, behind: number, lines: string, style: WritingStyle): TextEdit {
  const at = lineEnd(text, behind);
  const isOpen = at > 0 && text[at - 1] !== '\n';
  return { start: at, end: at, text: isOpen ? `${style.lineBreak}${lines}` : `${lines}${style.lineBreak}` };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line break of the line that a node ends on. */
function lineEnd(text: string, end: number): number {
  if (end > 0 && text[end - 1] === '\n') return end;
  const at = text.indexOf('\n', end);
  return at < 0 ? text.length : at + 1;
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The column of the key whose colon ends at `after`, or of the dash. */
function columnOfKey(text: string, after: number): number {
  const start = lineStart(text, after);
  const line = text.slice(start, after);
  // A first field stands behind the dash of its item.
  const lead = /^(?:\s|-(?=\s))*/.exec(line)?.[0].length ?? 0;
  return line.trim() === '-' ? line.indexOf('-') : lead;
}

function isLastOnLine(text: string, end: number): boolean {
  return /^[ \t]*(?:\r?\n|$)/.test(text.slice(end, end + 200));
}
