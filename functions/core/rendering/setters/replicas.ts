import { asJsonObject } from '../../json.ts';
import { listEntries } from '../kustomization-level.ts';
import { UNTOUCHED } from './field-state.ts';
import { type RenderStep, touchFields } from './render-step.ts';

const KINDS = new Set(['Deployment', 'ReplicationController', 'ReplicaSet', 'StatefulSet']);

/** `replicas`: how many, by the name of the object. */
export const applyReplicas: RenderStep = (level, trace, context) => {
  if (!KINDS.has(context.object.kind)) return trace;
  return listEntries(level, 'replicas').reduce((traced, entry) => {
    const { name, count } = asJsonObject(entry.value);
    if (count === undefined || !traced.ids.some((id) => id.name === name)) return traced;
    return touchFields(traced, context, ({ path: [first, second, ...rest] }) => {
      const isReplicas =
        rest.length === 0 && first !== undefined && second !== undefined && 'field' in first && 'field' in second
          ? first.field === 'spec' && second.field === 'replicas'
          : false;
      return isReplicas ? { type: 'set', value: count, setter: 'replicas', spot: entry.spotOf([{ field: 'count' }]) } : UNTOUCHED;
    });
  }, trace);
};
