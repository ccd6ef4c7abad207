import { asString } from '../../json.ts';
import { listSettings } from '../kustomization-level.ts';
import { type Touch, UNTOUCHED } from './field-state.ts';
import { type RenderStep, rename, touchFields } from './render-step.ts';

/** Kinds that keep their names (kustomize:api/internal/builtins/PrefixTransformer.go). */
const KEPT = new Set(['CustomResourceDefinition', 'APIService', 'Namespace']);

/** `namespace`: of the object, and of what names it inside. */
export const applyNamespace: RenderStep = (level, trace, context) => {
  const setting = listSettings(level, 'namespace').at(-1);
  const namespace = asString(setting?.value);
  if (setting === undefined || namespace === undefined || namespace === '') return trace;
  const { kind } = context.object;
  const touched = touchFields(trace, context, ({ path, value }, state): Touch => {
    const fields = path.map((element) => ('field' in element ? element.field : '*')).join('/');
    const isSubject = kind.endsWith('RoleBinding') && /^subjects\/\*\/namespace$/.test(fields);
    const isService = /^spec\/(?:conversion\/webhook\/clientConfig\/)?service\/namespace$/.test(fields);
    if (!isSubject && !isService) return UNTOUCHED;
    // Of subjects only some are changed; those that have the namespace and had none, or another, are.
    if (value !== namespace || (state.type === 'set' && state.value === namespace)) return UNTOUCHED;
    return { type: 'set', value: namespace, setter: 'namespace', spot: setting.spotOf([]) };
  });
  return rename(touched, kind === 'Namespace' ? { name: namespace } : { namespace });
};

/** `namePrefix`. */
export const applyPrefix: RenderStep = (level, trace, { object }) => {
  const prefix = asString(listSettings(level, 'namePrefix').at(-1)?.value) ?? '';
  return prefix === '' || KEPT.has(object.kind) ? trace : rename(trace, { name: `${prefix}${trace.ids.at(-1)?.name}` });
};

/** `nameSuffix`. */
export const applySuffix: RenderStep = (level, trace, { object }) => {
  const suffix = asString(listSettings(level, 'nameSuffix').at(-1)?.value) ?? '';
  return suffix === '' || KEPT.has(object.kind) ? trace : rename(trace, { name: `${trace.ids.at(-1)?.name}${suffix}` });
};
