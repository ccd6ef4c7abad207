import { asJsonObject, asString, isJsonList, isJsonObject, type JsonObject } from '../../json.ts';
import { findNode } from '../../manifests/find-node.ts';
import type { GitDocument } from '../git-document.ts';
import { type Level, listEntries, openSetting, type Setting } from '../kustomization-level.ts';
import { UNKNOWN } from './field-state.ts';
import { setAnnotations, setLabels } from './labels.ts';
import { type RenderStep, type Trace, type TraceContext, touchFields } from './render-step.ts';

/** `transformers`: labels and annotations of objects themselves, which is what Flux's `commonMetadata` becomes; after any other nothing is known. */
export const applyTransformers: RenderStep = (level, trace, context) =>
  listEntries(level, 'transformers').reduce(
    (traced, entry) => openTransformer(entry, level, context).reduce((each, document) => applyOne(document, entry, each, context), traced),
    trace,
  );

function openTransformer(entry: Setting, { folder }: Level, { reader }: TraceContext): readonly GitDocument[] {
  const text = asString(entry.value) ?? '';
  if (text.includes('\n')) return openSetting(entry, [], text);
  const file = reader.resolve(folder, text);
  return file === undefined ? [] : reader.open(file);
}

function applyOne(document: GitDocument, entry: Setting, trace: Trace, context: TraceContext): Trace {
  const body = asJsonObject(document.value);
  if (body['kind'] === 'LabelTransformer' && isOwn(body, 'labels'))
    return setLabels(settingOf(document, entry, 'labels'), 'own', trace, context);
  if (body['kind'] === 'AnnotationsTransformer' && isOwn(body, 'annotations')) {
    return setAnnotations(settingOf(document, entry, 'annotations'), 'own', trace, context);
  }
  return touchFields(trace, context, () => UNKNOWN);
}

function isOwn({ apiVersion, fieldSpecs }: JsonObject, field: string): boolean {
  const isAlone = isJsonList(fieldSpecs) && fieldSpecs.length === 1 && isJsonObject(fieldSpecs[0]) && !('kind' in fieldSpecs[0]);
  return apiVersion === 'builtin' && isAlone && asJsonObject(fieldSpecs[0])['path'] === `metadata/${field}`;
}

/** What a delivery tool is told may spell it elsewhere than in the text that Plumbline made of it. */
function settingOf(document: GitDocument, entry: Setting, field: string): Setting {
  return {
    value: asJsonObject(document.value)[field] ?? null,
    locate: () => undefined,
    spotOf: (path) => {
      const told = entry.locate([{ field }, ...path]);
      if (told !== undefined) return told.document.spotOf(told.found);
      const found = document.root && findNode(document.root, [{ field }, ...path]);
      return found && document.spotOf(found);
    },
  };
}
