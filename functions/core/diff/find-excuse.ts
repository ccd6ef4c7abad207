import { type FieldPath, formatPath } from '../field-path.ts';
import { isSameJson, type JsonObject } from '../json.ts';
import { type KubeObject, labelsOf, type ObjectRef } from '../kube-object.ts';
import type { Autoscaler } from '../machinery/autoscalers.ts';
import { MACHINERY_RULES } from '../machinery/machinery-rules.ts';
import { valueAt } from '../owners/last-applied.ts';
import type { IgnoreRules, IgnoreVerdict } from './ignore-rules.ts';
import type { FieldFinding } from './object-comparison.ts';

/** The object that a departure was found on, and what of the cluster and of the operator bears on it. */
export interface ExcuseContext {
  readonly cluster: string;
  readonly source: string;
  readonly ref: ObjectRef;
  readonly desired: KubeObject;
  readonly live: KubeObject;
  /** The object as it is in git, and as a second rendering made it, where that differs. */
  readonly renderings?: readonly [KubeObject, KubeObject];
  readonly autoscalers: readonly Autoscaler[];
  readonly ignores: IgnoreRules['judge'];
}

/** The rule by which a departure is none to report: known machinery first, then what the operator chose not to hear of. */
export function findExcuse(context: ExcuseContext, finding: FieldFinding): IgnoreVerdict | undefined {
  const { cluster, source, ref, autoscalers } = context;
  const { path, desired, live, setBy } = finding;
  const machinery = MACHINERY_RULES.find((rule) => rule.explains({ ref, path, desired, live, liveObject: context.live, autoscalers }));
  if (finding.type === 'changed' && context.renderings && isUnstable(context.renderings, path)) return UNSTABLE;
  if (machinery) return { rule: machinery.name, reason: machinery.reason };
  return context.ignores({
    cluster,
    source,
    ref,
    labels: mergeLabels(context),
    path,
    at: formatPath(path),
    ...(setBy ? { manager: setBy.manager } : {}),
    ...(desired === undefined ? {} : { desired }),
    ...(live === undefined ? {} : { live }),
  });
}

const UNSTABLE: IgnoreVerdict = {
  rule: 'unstable-rendering',
  reason: 'the chart renders another value each time, so only its presence is compared',
};

function isUnstable([body, again]: readonly [KubeObject, KubeObject], path: FieldPath): boolean {
  const [first, ...rest] = path;
  const isData = first !== undefined && 'field' in first && first.field === 'data';
  const paths = isData ? [path, [{ field: 'stringData' }, ...rest]] : [path];
  return paths.some((each) => !isSameJson(valueAt(body, each), valueAt(again, each)));
}

/** Labels by which rules select an object: those of both sides, git's where they differ. */
export function mergeLabels({ live, desired }: { readonly live: KubeObject; readonly desired: KubeObject }): JsonObject {
  return { ...labelsOf(live), ...labelsOf(desired) };
}
