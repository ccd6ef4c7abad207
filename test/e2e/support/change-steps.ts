import type { Json, JsonObject } from '../../../functions/core/json.ts';
import type { ChangeStep, ExpectedDifference } from './change-operator.ts';

/** What `kubectl edit`, `set` and `label` send for built-in kinds: lists merge by key, null removes. */
export function mergeStrategically(body: JsonObject): ChangeStep {
  return { do: 'patch', as: 'strategic-merge-patch', body };
}

/** What custom resources take: lists are replaced whole, null removes. */
export function merge(body: JsonObject): ChangeStep {
  return { do: 'patch', as: 'merge-patch', body };
}

/** One operation of a JSON patch, as Lens and scripts send it. */
export function patchAt(op: 'add' | 'replace' | 'remove', path: string, value?: Json): ChangeStep {
  return { do: 'patch', as: 'json-patch', body: [value === undefined ? { op, path } : { op, path, value }] };
}

/** A strategic patch of the pod template of a workload. */
export function mergePodSpec(podSpec: JsonObject): ChangeStep {
  return mergeStrategically({ spec: { template: { spec: podSpec } } });
}

/** A strategic patch of one container, by its name. */
export function mergeContainer(name: string, container: JsonObject): ChangeStep {
  return mergePodSpec({ containers: [{ name, ...container }] });
}

/** Sets the size by the subresource for it, as every client does that scales. */
export function scaleTo(replicas: number): ChangeStep {
  return { do: 'patch', as: 'merge-patch', body: { spec: { replicas } }, subresource: 'scale' };
}

/** The whole object, read and sent back with some top-level fields laid over. */
export function putWith(fields: JsonObject): ChangeStep {
  return { do: 'put', change: (live) => ({ ...live, ...fields }) };
}

/** A field that git declares and the cluster has with another value. */
export function changed(at: string): ExpectedDifference {
  return { type: 'changed', at };
}

/** A field that git declares and the cluster does not have. */
export function missing(at: string): ExpectedDifference {
  return { type: 'missing', at };
}

/** A field that the cluster has and git says nothing of. */
export function extra(at: string): ExpectedDifference {
  return { type: 'extra', at };
}
