import type { FieldPath } from '../field-path.ts';
import { buildDocumentTree, type TreeNode } from './document-tree.ts';
import { findField, findNode } from './find-node.ts';
import { buildLineCounter, findEnd } from './node-lines.ts';
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
      const found = object && findNode(object, path);
      if (found === undefined || found.offset < 0) return undefined;
      const line = lineOf(found.offset);
      return { line, endLine: Math.max(line, lineOf(findEnd(found.node) - 1)) };
    });
  };

  function locateDocument(index: number): LocatedDocument {
    const document = documents[index];
    const yaml = tryParseYaml(document?.text ?? '');
    const countBreaks = buildLineCounter(yaml?.text ?? '');
    const lineOf = (offset: number): number => (document?.line ?? 1) + countBreaks(offset);
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

/** The events of a document; undefined for what was read as JSON because YAML refuses it: it has no lines. */
export function tryParseYaml(text: string): ParsedYaml | undefined {
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof YamlProblem) return undefined;
    throw error;
  }
}
