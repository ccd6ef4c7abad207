import type { FieldPath } from '../../field-path.ts';
import { asJsonObject, isJsonList, isJsonObject, type Json } from '../../json.ts';
import { openList } from '../../manifests/open-list.ts';
import { countLineBreaks, splitDocuments } from '../../manifests/split-documents.ts';
import type { TextNode } from '../../manifests/text-tree.ts';
import { readTree, readValue } from './edit-document.ts';
import { CannotEdit } from './edit-text.ts';

/** The lines (1-based) of a file that hold secrets: the data of Secrets, and what `hides` says. Of a document that cannot be read, all. */
export function findSecretLines(text: string, hides: (value: Json, path: FieldPath) => boolean): ReadonlySet<number> {
  const lines = new Set<number>();
  for (const document of splitDocuments(text)) {
    const add = (start: number, end: number): void => {
      const first = document.line + countLineBreaks(document.text, 0, start);
      const last = first + countLineBreaks(document.text, start, Math.max(start, end - 1));
      for (let line = first; line <= last; line++) lines.add(line);
    };
    const value = readValue(document.text);
    if (value === null) continue;
    const root = value === undefined ? undefined : tryReadTree(document.text);
    if (root === undefined || value === undefined) {
      if (document.text.trim() !== '') add(0, document.text.length);
      continue;
    }
    const items = isJsonObject(value) ? openList(value) : undefined;
    if (items === undefined) visitObject(root, value, hides, add);
    else {
      const list = root.type === 'mapping' ? root.fields.find(({ key }) => key === 'items')?.value : undefined;
      for (const [index, item] of items.entries()) {
        const node = list?.type === 'sequence' ? list.items[index]?.value : undefined;
        if (node === undefined) add(0, document.text.length);
        else visitObject(node, item, hides, add);
      }
    }
  }
  return lines;
}

function tryReadTree(text: string): TextNode | undefined {
  try {
    return readTree(text);
  } catch (error) {
    if (error instanceof CannotEdit) return undefined;
    throw error;
  }
}

function visitObject(
  node: TextNode,
  value: Json,
  hides: (value: Json, path: FieldPath) => boolean,
  add: (start: number, end: number) => void,
): void {
  if (asJsonObject(value)['kind'] === 'Secret') add(node.start, node.end);
  else visit(node, value, [], hides, add);
}

function visit(
  node: TextNode,
  value: Json,
  path: FieldPath,
  hides: (value: Json, path: FieldPath) => boolean,
  add: (start: number, end: number) => void,
): void {
  if (!hides(value, path)) return;
  if (node.type === 'mapping' && isJsonObject(value) && node.fields.every(({ merge }) => !merge)) {
    for (const field of node.fields) {
      // A variable is named beside its value.
      const named = field.key === 'value' && typeof value['name'] === 'string' ? [...path, { keys: { name: value['name'] } }] : path;
      visit(field.value, value[field.key] ?? null, [...named, { field: field.key }], hides, add);
    }
  } else if (node.type === 'sequence' && isJsonList(value)) {
    for (const [index, item] of node.items.entries()) visit(item.value, value[index] ?? null, [...path, { index }], hides, add);
  } else add(node.start, node.end);
}
