import type { FieldPath, PathElement } from '../field-path.ts';
import { canonicalJson, type Json } from '../json.ts';
import { buildDocumentTree, type TreeNode } from './document-tree.ts';
import { type ParsedYaml, parseYaml } from './parse-yaml.ts';
import { splitDocuments } from './split-documents.ts';
import { YamlProblem } from './yaml-problem.ts';

/** Lines (1-based, in the file) of the fields at `paths` of one object; undefined where the file does not spell the field out. */
export type FieldLocator = (document: number, item: number | undefined, paths: readonly FieldPath[]) => (number | undefined)[];

/** The lines (1-based) from a field's key to the end of its value. */
export interface FieldSpan {
  readonly line: number;
  readonly endLine: number;
}

/** The same, with where the values end. */
export type SpanLocator = (document: number, item: number | undefined, paths: readonly FieldPath[]) => (FieldSpan | undefined)[];

interface Found {
  readonly node: TreeNode;
  readonly offset: number;
}
interface LocatedDocument {
  readonly index: number;
  readonly root: TreeNode | undefined;
  readonly lineOf: (offset: number) => number;
}

/** Makes a locator for one file. It keeps the last document it parsed, so ask for the objects of a `List` one after the other. */
export function buildFieldLocator(text: string): FieldLocator {
  const locate = buildSpanLocator(text);
  return (document, item, paths) => locate(document, item, paths).map((span) => span?.line);
}

/** Makes a locator that tells where values end, too. */
export function buildSpanLocator(text: string): SpanLocator {
  const documents = splitDocuments(text);
  let last: LocatedDocument | undefined;
  return (document, item, paths) => {
    const { root, lineOf } = last?.index === document ? last : locateDocument(document);
    const object = item === undefined ? root : root && findField(root, 'items')?.node.items?.[item];
    return paths.map((path) => {
      const found = object && findPath(object, path);
      if (found === undefined || found.offset < 0) return undefined;
      const line = lineOf(found.offset);
      return { line, endLine: Math.max(line, lineOf(findEnd(found.node) - 1)) };
    });
  };

  function locateDocument(index: number): LocatedDocument {
    const document = documents[index];
    const yaml = tryParseYaml(document?.text ?? '');
    const breaks = findLineBreaks(yaml?.text ?? '');
    const lineOf = (offset: number): number => (document?.line ?? 1) + countBelow(breaks, offset);
    last = { index, root: yaml && buildDocumentTree(yaml), lineOf };
    return last;
  }
}

/** Lines of the fields of one object. For many objects of one file, make a locator once. */
export function locateFields(
  text: string,
  document: number,
  item: number | undefined,
  paths: readonly FieldPath[],
): (number | undefined)[] {
  return buildFieldLocator(text)(document, item, paths);
}

// What was read as JSON because YAML refuses it has no lines.
function tryParseYaml(text: string): ParsedYaml | undefined {
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof YamlProblem) return undefined;
    throw error;
  }
}

/** An alias ends where it stands, whatever it names. */
function findEnd({ end, offset, items = [], fields = [] }: TreeNode): number {
  return end ?? Math.max(offset, ...items.slice(-1).map(findEnd), ...fields.slice(-1).map(({ value }) => findEnd(value)));
}

function findPath(root: TreeNode, path: FieldPath): Found | undefined {
  let found: Found | undefined = { node: root, offset: root.offset };
  for (const element of path) found = found && findElement(found.node, element);
  return found;
}

function findElement(node: TreeNode, element: PathElement): Found | undefined {
  if ('field' in element) return findField(node, element.field);
  if ('index' in element) return toFound(node.items?.[element.index]);
  if ('value' in element) return toFound(node.items?.find((item) => isScalar(item, element.value)));
  const keys = Object.entries(element.keys);
  const whole = node.items?.find((item) => keys.every(([key, value]) => isScalar(findField(item, key)?.node, value)));
  // A key may be left to its default (`protocol` of a port): then those that are written decide.
  return toFound(whole ?? node.items?.find((item) => matchesWrittenKeys(item, keys)));
}

function matchesWrittenKeys(item: TreeNode, keys: readonly (readonly [string, Json])[]): boolean {
  const written = keys.filter(([key]) => findField(item, key) !== undefined);
  return written.length > 0 && written.every(([key, value]) => isScalar(findField(item, key)?.node, value));
}

// The last one that stands counts, as when the document is read: a merge overrides what is before it.
function findField(node: TreeNode, key: string): Found | undefined {
  const fields = node.fields ?? [];
  for (let i = fields.length - 1; i >= 0; i--) {
    const field = fields[i];
    if (field === undefined) continue;
    if (!field.merge) {
      if (field.key === key) return { node: field.value, offset: field.offset };
      continue;
    }
    for (const source of field.value.items ?? [field.value]) {
      const found = findField(source, key);
      if (found) return found;
    }
  }
  return undefined;
}

function isScalar(node: TreeNode | undefined, value: Json): boolean {
  return node?.scalar !== undefined && canonicalJson(node.scalar) === canonicalJson(value);
}

function toFound(node: TreeNode | undefined): Found | undefined {
  return node && { node, offset: node.offset };
}

function findLineBreaks(text: string): number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks.push(at);
  return breaks;
}

function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
