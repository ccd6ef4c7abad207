import { asJsonObject, isJsonList } from '../../json.ts';
import { listEntries, listSettings, type Setting, settingBelow } from '../kustomization-level.ts';
import { type FieldState, type Touch, UNKNOWN, UNTOUCHED } from './field-state.ts';
import { findAnnotation, findLabel, type LabelReach, type MetadataSpot } from './metadata-spots.ts';
import { type RenderStep, type Trace, type TraceContext, touchFields } from './render-step.ts';

/** `labels`, then `commonLabels`. */
export const applyLabels: RenderStep = (level, trace, context) => {
  const labelled = listEntries(level, 'labels').reduce((traced, entry) => {
    const { includeSelectors, includeTemplates, fields } = asJsonObject(entry.value);
    const reach = includeSelectors === true ? 'selectors' : includeTemplates === true ? 'templates' : 'own';
    const pairs = settingBelow(entry, 'pairs');
    return setLabels(pairs, isJsonList(fields) && fields.length > 0 ? 'anywhere' : reach, traced, context);
  }, trace);
  return listSettings(level, 'commonLabels').reduce((traced, pairs) => setLabels(pairs, 'selectors', traced, context), labelled);
};

/** `commonAnnotations`, of templates too. */
export const applyAnnotations: RenderStep = (level, trace, context) =>
  listSettings(level, 'commonAnnotations').reduce((traced, pairs) => setAnnotations(pairs, 'templates', traced, context), trace);

/** An object with labels set. `anywhere`: also at places that the kustomization names. */
export function setLabels(pairs: Setting, reach: LabelReach | 'anywhere', trace: Trace, context: TraceContext): Trace {
  const find = (path: Parameters<typeof findLabel>[0]): MetadataSpot | undefined => {
    const found = findLabel(path, context.object.kind, reach === 'anywhere' ? 'selectors' : reach);
    const isOwn = findLabel(path, context.object.kind, 'own') !== undefined;
    return reach === 'anywhere' && found ? { ...found, isSure: isOwn } : found;
  };
  return touchFields(trace, context, ({ path }, state) => set(find(path), pairs, 'label', state));
}

/** The same for annotations. */
export function setAnnotations(pairs: Setting, reach: 'own' | 'templates', trace: Trace, context: TraceContext): Trace {
  return touchFields(trace, context, ({ path }, state) =>
    set(findAnnotation(path, context.object.kind, reach), pairs, 'annotation', state),
  );
}

function set(found: MetadataSpot | undefined, pairs: Setting, setter: 'label' | 'annotation', state: FieldState): Touch {
  const all = asJsonObject(pairs.value);
  const value = found && Object.hasOwn(all, found.key) ? all[found.key] : undefined;
  if (found === undefined || value === undefined || value === null) return UNTOUCHED;
  // What was not there before comes from here, wherever that is.
  if (!found.isSure && state.type !== 'absent') return UNKNOWN;
  return { type: 'set', value: String(value), setter, spot: pairs.spotOf([{ field: found.key }]) };
}
