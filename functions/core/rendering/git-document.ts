import type { FieldPath } from '../field-path.ts';
import type { FieldPlace } from '../field-place.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { formatPointer } from '../json-pointer.ts';
import { buildDocumentTree, type TreeNode } from '../manifests/document-tree.ts';
import { type FoundNode, findNode } from '../manifests/find-node.ts';
import { buildLineCounter, findEnd } from '../manifests/node-lines.ts';
import { readDocument } from '../manifests/read-document.ts';
import { splitDocuments } from '../manifests/split-documents.ts';

/** A value in git: its lines, and how it is reached (`FieldPlace`). */
export interface Spot extends Omit<FieldPlace, 'setter'> {
  readonly endLine: number;
}

/** A YAML document that stands in git, as a file or as text inside one. */
export interface GitDocument {
  /** Among all documents of the text. */
  readonly index: number;
  readonly value: Json;
  /** Undefined where it is JSON that YAML refuses: nothing of it is located. */
  readonly root: TreeNode | undefined;
  /** Line (1-based) of the file on which its text begins. */
  readonly line: number;
  /** Undefined for a text whose place is not known. */
  readonly spotOf: (found: FoundNode) => Spot | undefined;
}

/** What stands in a document at a path. */
export interface FoundValue {
  readonly found: FoundNode;
  readonly value: Json;
}

/** The documents of a file; none where it cannot be read. */
export function openFile(source: string, file: string, text: string): readonly GitDocument[] {
  return open(text, (line, endLine, pointer) => ({ source, file, line, endLine, pointer }));
}

/** The documents of a text that stands inside a document. `outer` undefined: nobody knows where. */
export function openInside(
  text: string,
  outer: { readonly document: GitDocument; readonly found: FoundNode } | undefined,
): readonly GitDocument[] {
  const spot = outer?.document.spotOf(outer.found);
  if (outer === undefined || spot === undefined) return open(text, () => undefined);
  const { literal } = outer.found.node;
  // Lines of folded and of quoted text are not those of the file.
  const first = literal === undefined ? undefined : outer.document.spotOf({ ...outer.found, offset: literal })?.line;
  return open(text, (line, endLine, inner) => {
    const lines =
      first === undefined ? { line: spot.line, endLine: spot.endLine } : { line: first + line - 1, endLine: first + endLine - 1 };
    return { ...spot, ...lines, inner };
  });
}

function open(text: string, place: (line: number, endLine: number, pointer: string) => Spot | undefined): readonly GitDocument[] {
  return splitDocuments(text).flatMap((document) => {
    const read = readDocument(document.text);
    if ('reason' in read) return [];
    return read.map(({ value, yaml }): GitDocument => {
      const countBreaks = buildLineCounter(yaml?.text ?? '');
      const lineOf = (offset: number): number => document.line + countBreaks(offset);
      return {
        index: document.index,
        value,
        root: yaml && buildDocumentTree(yaml),
        line: document.line,
        spotOf: ({ node, offset, steps }) => {
          if (offset < 0) return undefined;
          const line = lineOf(offset);
          return place(line, Math.max(line, lineOf(findEnd(node) - 1)), formatPointer(steps));
        },
      };
    });
  });
}

/** What a document spells out at a path below one of its nodes, the root where none is given. */
export function readAt({ root, value }: GitDocument, path: FieldPath, below: FieldPath = []): FoundValue | undefined {
  const found = root && findNode(root, [...below, ...path]);
  if (found === undefined) return undefined;
  const told = follow(value, found.steps);
  return told === undefined ? undefined : { found, value: told };
}

/** The value that steps lead to. */
export function follow(root: Json, steps: FoundNode['steps']): Json | undefined {
  let value: Json | undefined = root;
  for (const step of steps) {
    if (typeof step === 'number') value = isJsonList(value) ? value[step] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
