import type * as z from 'zod';
import * as zod from 'zod';
import { type Json, parseJson, stringifyJson } from '../json.ts';
import { buildDocumentTree } from '../manifests/document-tree.ts';
import { type DocumentValue, readDocument } from '../manifests/read-document.ts';
import { countLineBreaks, splitDocuments } from '../manifests/split-documents.ts';
import { explainIssues } from './explain-issues.ts';

/** What a text says, checked against a schema; or everything that is wrong with it, each with its line (1-based). */
export type CheckedYaml<T> =
  | { readonly type: 'valid'; readonly value: T; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | { readonly type: 'invalid'; readonly problems: readonly { readonly line: number; readonly message: string }[] };

/** Reads one document of YAML or JSON and checks it against a strict schema. An empty text is `whenEmpty`. */
export function readCheckedYaml<T extends z.ZodType>(text: string, schema: T, whenEmpty: Json): CheckedYaml<z.output<T>> {
  const documents: (DocumentValue & { readonly firstLine: number })[] = [];
  for (const document of splitDocuments(text)) {
    const read = readDocument(document.text);
    if ('reason' in read) return { type: 'invalid', problems: [{ line: document.line + read.line, message: read.message }] };
    documents.push(...read.map((value) => ({ ...value, firstLine: document.line })));
  }
  const [document, second] = documents;
  if (second)
    return {
      type: 'invalid',
      problems: [{ line: second.firstLine + second.line, message: 'a second document begins here: one is all there may be' }],
    };
  const tree = document?.yaml && buildDocumentTree(document.yaml);
  const lineAt = (offset: number): number =>
    (document?.firstLine ?? 1) + countLineBreaks(document?.yaml?.text ?? '', 0, Math.max(0, offset));
  const parsed = schema.safeParse(document?.value ?? whenEmpty);
  if (parsed.success) {
    return {
      type: 'valid',
      value: parsed.data,
      lineOf: (path) => lineAt(explainIssues([{ code: 'custom', path: [...path], message: '' }], tree, null)[0]?.offset ?? 0),
    };
  }
  const jsonSchema = parseJson(stringifyJson(zod.toJSONSchema(schema, { io: 'input' })));
  const problems = explainIssues(parsed.error.issues, tree, jsonSchema).map(({ offset, message }) => ({ line: lineAt(offset), message }));
  return { type: 'invalid', problems: problems.sort((a, b) => a.line - b.line) };
}
