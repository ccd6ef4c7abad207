import type { FieldPath, PathElement } from '../../field-path.ts';
import { asJsonObject, asString, canonicalJson, isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { valueAt } from '../../owners/last-applied.ts';
import type { GitDocument } from '../git-document.ts';
import { type Level, type LevelReader, listEntries, openSetting, type Setting } from '../kustomization-level.ts';
import { type FieldState, type FollowedField, type Touch, UNTOUCHED } from './field-state.ts';
import { patchJson } from './json-patch.ts';
import { type Applies, matchesPatch, matchesSelector } from './match-target.ts';
import { type RenderStep, type Trace, type TraceContext, touchFields } from './render-step.ts';
import { mergeStrategic } from './strategic-merge.ts';

/** `patches`: strategic or JSON patches, in a file or written out, with a target or for the object they name. */
export const applyPatches: RenderStep = (level, trace, context) => applyEntries(listEntries(level, 'patches'), level, trace, context);

/** `patchesJson6902`: the same, with a target. */
export const applyJsonPatches: RenderStep = (level, trace, context) =>
  applyEntries(listEntries(level, 'patchesJson6902'), level, trace, context);

/** `patchesStrategicMerge`: files, or patches written out. */
export const applyStrategicPatches: RenderStep = (level, trace, context) =>
  listEntries(level, 'patchesStrategicMerge').reduce((traced, entry) => {
    const text = asString(entry.value) ?? '';
    const file = text.includes('\n') ? undefined : context.reader.resolve(level.folder, text);
    const documents = file === undefined ? openSetting(entry, [], text) : context.reader.open(file);
    return applyDocuments(documents, undefined, traced, context);
  }, trace);

function applyEntries(entries: readonly Setting[], level: Level, trace: Trace, context: TraceContext): Trace {
  return entries.reduce((traced, entry) => {
    const { target } = asJsonObject(entry.value);
    return applyDocuments(openPatch(entry, level, context.reader), isJsonObject(target) ? target : undefined, traced, context);
  }, trace);
}

/** The documents of a patch in a file or written out. */
export function openPatch(entry: Setting, { folder }: Level, reader: LevelReader): readonly GitDocument[] {
  const { path, patch } = asJsonObject(entry.value);
  if (typeof patch === 'string') return openSetting(entry, [{ field: 'patch' }], patch);
  const file = typeof path === 'string' ? reader.resolve(folder, path) : undefined;
  return file === undefined ? [] : reader.open(file);
}

/** An object with patches laid over it. */
export function applyDocuments(
  documents: readonly GitDocument[],
  target: JsonObject | undefined,
  trace: Trace,
  context: TraceContext,
): Trace {
  return documents.reduce((traced, document) => {
    const applies = appliesTo(document.value, target, traced, context);
    if (applies === 'no') return traced;
    return touchFields(traced, context, (field, state) => applyOne(document, field, state, context), applies);
  }, trace);
}

function appliesTo(patch: Json, target: JsonObject | undefined, trace: Trace, context: TraceContext): Applies {
  if (target !== undefined) return matchesSelector(target, trace, context);
  return isJsonObject(patch) && matchesPatch(patch, trace, context) ? 'yes' : 'no';
}

function applyOne(document: GitDocument, field: FollowedField, state: FieldState, { object }: TraceContext): Touch {
  if (isJsonList(document.value)) {
    const bodies = object.original === undefined ? [object.body] : [object.original, object.body];
    return patchJson(document, field, (depth) => bodies.map((body) => indexOf(body, field.path, depth)));
  }
  if (!isJsonObject(document.value)) return UNTOUCHED;
  return mergeStrategic(document, field, state, (depth) => listAt(object.body, field.path, depth)?.length);
}

function listAt(body: Json, path: FieldPath, depth: number): readonly Json[] | undefined {
  const list = valueAt(body, path.slice(0, depth));
  return isJsonList(list) ? list : undefined;
}

function indexOf(body: Json, path: FieldPath, depth: number): number | undefined {
  const element = path[depth];
  const list = listAt(body, path, depth);
  if (element === undefined || list === undefined) return undefined;
  const index = list.findIndex((item, i) => isItem(item, i, element));
  return index < 0 ? undefined : index;
}

function isItem(item: Json, index: number, element: PathElement): boolean {
  if ('index' in element) return index === element.index;
  return valueAt([item], [element]) !== undefined || ('value' in element && canonicalJson(item) === canonicalJson(element.value));
}
