import { isSameJson, type Json } from '../../json.ts';
import { type ParsedYaml, parseYaml } from '../../manifests/parse-yaml.ts';
import { readDocument } from '../../manifests/read-document.ts';
import { splitDocuments } from '../../manifests/split-documents.ts';
import { buildTextTree, type TextNode } from '../../manifests/text-tree.ts';
import { YamlProblem } from '../../manifests/yaml-problem.ts';
import type { JsonChange } from '../change-json.ts';
import { CannotEdit, editText } from './edit-text.ts';
import { changeAll } from './plan-changes.ts';
import type { WritingStyle } from './write-value.ts';

/** One document of a file, with its value; several values (JSON behind JSON) are none. */
export function readValue(text: string): Json | undefined {
  const read = readDocument(text);
  return 'reason' in read || read.length !== 1 ? undefined : read[0]?.value;
}

/** The values of all documents of a file, in order; undefined where one cannot be read. */
export function readValues(text: string): readonly Json[] | undefined {
  const values = splitDocuments(text).map(({ text: document }) => readDocument(document));
  return values.some((read) => 'reason' in read)
    ? undefined
    : values.flatMap((read) => ('reason' in read ? [] : read.map(({ value }) => value)));
}

/**
 * The text of a document after some changes of its value. What comes out is read again and must be that value exactly: otherwise, and where a change
 * cannot be made in the text, throws CannotEdit.
 */
export function editDocument(text: string, changes: readonly JsonChange[]): string {
  const before = readValue(text);
  if (before === undefined) throw new CannotEdit('the document is not one that can be edited');
  let edited = text;
  for (const change of changes) {
    const root = readTree(edited);
    const { start, end, text: replacement } = editText(edited, root, change, findStyle(edited, root));
    edited = edited.slice(0, start) + replacement + edited.slice(end);
  }
  if (!isSameJson(readValue(edited), changeAll(before, changes)))
    throw new CannotEdit('an anchor, an alias or its style lets the edit change more than the field');
  return edited;
}

/** How a document is written. Throws CannotEdit where that cannot be followed. */
export function readTree(text: string): TextNode {
  let yaml: ParsedYaml;
  try {
    yaml = parseYaml(text);
  } catch (error) {
    if (error instanceof YamlProblem) throw new CannotEdit('the document is not one that can be edited');
    throw error;
  }
  // Where the parser needed more indentation than there is, its offsets are not those of the file.
  const root = yaml.text === text ? buildTextTree(yaml) : undefined;
  if (root === undefined) throw new CannotEdit('its indentation is one that only Kubernetes accepts');
  return root;
}

function findStyle(text: string, root: TextNode): WritingStyle {
  return { lineBreak: text.includes('\r\n') ? '\r\n' : '\n', dashIndent: findDashIndent(text, root) ?? 2 };
}

/** How far the first list below a key is indented. */
function findDashIndent(text: string, node: TextNode): number | undefined {
  if (node.type === 'sequence') return firstOf(node.items, ({ value }) => findDashIndent(text, value));
  if (node.type !== 'mapping' || node.flow) return undefined;
  return firstOf(node.fields, ({ start, value }) => {
    const column = (offset: number): number => offset - (text.lastIndexOf('\n', offset - 1) + 1);
    if (value.type === 'sequence' && !value.flow) return column(value.start) > column(start) ? 2 : 0;
    return findDashIndent(text, value);
  });
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
