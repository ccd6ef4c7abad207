import { isJsonObject, type JsonObject } from '../json.ts';
import { readDocument } from '../manifests/read-document.ts';
import { splitDocuments } from '../manifests/split-documents.ts';

/** Reads a text of values: a mapping, or nothing. Undefined where it is something else, or no YAML. */
export function parseValues(text: string): JsonObject | undefined {
  const documents = splitDocuments(text).map((document) => readDocument(document.text));
  const values = documents
    .flatMap((read) => ('reason' in read ? [undefined] : read.map(({ value }) => value)))
    .filter((value) => value !== null);
  if (values.length === 0) return {};
  return values.length === 1 && isJsonObject(values[0]) ? values[0] : undefined;
}
