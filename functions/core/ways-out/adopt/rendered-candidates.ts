import type { FieldFinding } from '../../diff/object-comparison.ts';
import type { FieldPlace } from '../../field-place.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { unescapeToken } from '../../json-pointer.ts';
import { splitDocuments } from '../../manifests/split-documents.ts';
import { changeJson, readPointer } from '../change-json.ts';
import type { Pointer } from '../resolve-pointer.ts';
import { editDocument, readValue } from './edit-document.ts';
import { CannotEdit } from './edit-text.ts';
import { planChanges, planRemoval } from './plan-changes.ts';

/**
 * Texts of a file that might make a rendering say the live value: the place that sets it now takes the value, or a part of it (the tag of an image).
 * Which of them does is for a rendering to tell. Empty where the place cannot be edited.
 */
export function listPlaceEdits(
  text: string,
  place: Pick<FieldPlace, 'line' | 'pointer' | 'inner'>,
  { type, live }: FieldFinding,
): string[] {
  const { pointer, line, inner } = place;
  const document = splitDocuments(text).findLast((each) => each.line <= line);
  const root = document && readValue(document.text);
  if (document === undefined || root === undefined || pointer === undefined) return [];
  const at = parsePointer(root, pointer);
  const current = at && readPointer(root, at);
  if (at === undefined || current === undefined) return [];
  const edits =
    inner === undefined
      ? editValue(document.text, root, at, current, type, live)
      : editInner(document.text, at, current, inner, type, live);
  return edits.map((edited) => text.slice(0, document.offset) + edited + text.slice(document.offset + document.text.length));
}

function editValue(text: string, root: Json, at: Pointer, current: Json, type: FieldFinding['type'], live: Json | undefined): string[] {
  if (type === 'missing' || live === undefined) return attempt(() => editDocument(text, [planRemoval(root, at, () => true)]));
  return listValues(current, live).flatMap((value) => attempt(() => editDocument(text, planChanges(at, current, value))));
}

/** A patch that is written out as text: the text is edited as YAML, and takes its place again. */
function editInner(text: string, at: Pointer, current: Json, inner: string, type: FieldFinding['type'], live: Json | undefined): string[] {
  if (typeof current !== 'string') return [];
  return splitDocuments(current).flatMap((document) => {
    const root = readValue(document.text);
    const below = root === undefined ? undefined : parsePointer(root, inner);
    const value = root === undefined || below === undefined ? undefined : readPointer(root, below);
    if (root === undefined || below === undefined || value === undefined) return [];
    return editValue(document.text, root, below, value, type, live).flatMap((edited) => {
      const whole = current.slice(0, document.offset) + edited + current.slice(document.offset + document.text.length);
      return attempt(() => editDocument(text, [{ op: 'set', at, value: whole }]));
    });
  });
}

function attempt(edit: () => string): string[] {
  try {
    return [edit()];
  } catch (error) {
    if (error instanceof CannotEdit) return [];
    throw error;
  }
}

/** The live value in the type that stands there, and the parts of an image. */
function listValues(current: Json, live: Json): Json[] {
  const values: Json[] = [live];
  if (typeof current === 'string' && typeof live !== 'string' && !isJsonObject(live) && !isJsonList(live)) values.unshift(String(live));
  if (typeof current === 'number' && typeof live === 'string' && /^\d{1,15}$/.test(live)) values.unshift(Number(live));
  if (typeof live === 'string') {
    const [, name, tag, digest] = /^([^@\s]+?)(?::([\w][\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(live) ?? [];
    values.push(...[tag, digest, name].filter((part): part is string => part !== undefined && part !== live));
    // A chart may keep the registry apart.
    if (name?.includes('/')) values.push(name.slice(name.indexOf('/') + 1));
  }
  return values;
}

/** RFC 6901 over what is there: undefined where it leads nowhere. */
function parsePointer(root: Json, text: string): Pointer | undefined {
  const pointer: (string | number)[] = [];
  let value: Json = root;
  for (const raw of text.split('/').slice(1)) {
    const step = unescapeToken(raw);
    const next: string | number = isJsonList(value) ? Number(step) : step;
    const found = readPointer(value, [next]);
    if (found === undefined) return undefined;
    value = found;
    pointer.push(next);
  }
  return pointer;
}

/** The kustomization with one more patch in it, or with more in the one that was added for the object before. */
export function addPatch(text: string, target: JsonObject, patch: string): string[] {
  const root = readValue(text);
  if (!isJsonObject(root)) return [];
  const entry = { target, patch };
  const patches = root['patches'];
  if (isJsonList(patches) && patches.length > 0)
    return attempt(() => editDocument(text, [{ op: 'insert', at: ['patches', patches.length], value: entry }]));
  return attempt(() =>
    editDocument(text, [{ op: 'set', at: ['patches'], value: changeJson([], { op: 'insert', at: [0], value: entry }) }]),
  );
}
