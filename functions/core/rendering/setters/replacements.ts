import type { FieldPath } from '../../field-path.ts';
import { asJsonObject, isJsonList, isJsonObject, type Json, listTexts } from '../../json.ts';
import { listEntries } from '../kustomization-level.ts';
import { UNKNOWN, UNTOUCHED } from './field-state.ts';
import { matchesSelector } from './match-target.ts';
import { type RenderStep, touchFields } from './render-step.ts';

/** A path comes from a repository, and one that is longer is not looked into. */
const LONGEST = 1000;

/** `replacements`: a value that is copied from another field has no place of its own, so what they may have touched is not known any more. */
export const applyReplacements: RenderStep = (level, trace, context) =>
  listEntries(level, 'replacements').reduce((traced, entry) => {
    const { path } = asJsonObject(entry.value);
    const file = typeof path === 'string' ? context.reader.resolve(level.folder, path) : undefined;
    const told =
      file === undefined ? [entry.value] : context.reader.open(file).flatMap(({ value }) => (isJsonList(value) ? value : [value]));
    return told.flatMap(listTargets).reduce((each, { select, fieldPaths }) => {
      if (matchesSelector(select, each, context) === 'no') return each;
      return touchFields(each, context, ({ path: field }) =>
        fieldPaths.some((written) => mayTouch(written, field)) ? UNKNOWN : UNTOUCHED,
      );
    }, traced);
  }, trace);

function listTargets(replacement: Json) {
  const { targets } = asJsonObject(replacement);
  return (isJsonList(targets) ? targets : []).map((target) => {
    const { select, fieldPaths } = asJsonObject(target);
    const paths = listTexts(fieldPaths);
    return { select: isJsonObject(select) ? select : {}, fieldPaths: paths.length === 0 ? ['metadata.name'] : paths };
  });
}

/** `spec.template.spec.containers.[name=web].image`; a name with dots is in brackets, or has them escaped. */
function mayTouch(written: string, path: FieldPath): boolean {
  if (written.length > LONGEST) return true;
  const segments = [...written.matchAll(/\[[^\]]*\]|(?:[^.\\[]|\\.)+/g)].map(([segment]) => segment.replace(/\\(.)/g, '$1'));
  return segments.every((segment, depth) => {
    const element = path[depth];
    if (element === undefined || !('field' in element)) return true;
    return segment === '*' || segment === element.field || segment === `[${element.field}]`;
  });
}
