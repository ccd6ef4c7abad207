import type { Cause, Difference, FieldDifference } from '../../../functions/core/difference.ts';
import { formatPath } from '../../../functions/core/field-path.ts';
import { createGateSide, type GateSide } from '../../../functions/core/gate/gate-side.ts';
import type { KubeObject, ObjectRef } from '../../../functions/core/kube-object.ts';
import type { UncheckedKind } from '../../../functions/core/live-state.ts';

export type Fields = Readonly<Record<string, number>>;

/** One ConfigMap by name: what git said, what it says, what the cluster has. Absent: not declared, or not there. */
export interface ThreeStates {
  readonly name: string;
  readonly base?: Fields;
  readonly proposed?: Fields;
  readonly live?: Fields;
  /** Why the live value of a field departs; by hand where it is not said. */
  readonly causes?: Readonly<Record<string, Cause>>;
}

export function refOf(name: string): ObjectRef {
  return { group: '', kind: 'ConfigMap', namespace: 'shop', name };
}

/** The two sides of a gate over these objects, compared in the plainest way there is. */
export function buildSides(
  objects: readonly ThreeStates[],
  unchecked: readonly UncheckedKind[] = [],
): { base: GateSide; proposed: GateSide } {
  return { base: buildSide(objects, 'base', unchecked), proposed: buildSide(objects, 'proposed', unchecked) };
}

function buildSide(objects: readonly ThreeStates[], side: 'base' | 'proposed', unchecked: readonly UncheckedKind[]): GateSide {
  const differences = unchecked.length > 0 && side === 'proposed' ? [] : objects.flatMap((object) => compare(object, object[side]));
  const declared = objects.flatMap((object) => {
    const fields = object[side];
    return fields === undefined ? [] : [{ ref: refOf(object.name), body: { data: fields } as KubeObject }];
  });
  const read = {
    served: { group: '', version: 'v1', kind: 'ConfigMap', resource: 'configmaps', namespaced: true, verbs: [], preferred: true },
    mode: 'full',
  } as const;
  const origin = { source: 'shop', file: 'a.yaml', line: 1 };
  const plan = declared.map(({ ref, body }) => ({
    ref,
    read,
    desired: {
      group: '',
      version: 'v1',
      kind: 'ConfigMap',
      name: ref.name,
      namespace: 'shop',
      defaultNamespace: 'default',
      body,
      origin,
      document: 0,
    },
  }));
  return createGateSide(
    { differences, unchecked: side === 'proposed' ? unchecked : [] },
    { objects: plan, known: new Set(), derived: [] },
    () => 'masked',
  );
}

function compare({ name, live, causes = {} }: ThreeStates, desired: Fields | undefined): Difference[] {
  const ref = refOf(name);
  const origin = { source: 'shop', file: 'a.yaml', line: 1 };
  if (desired === undefined) return live === undefined ? [] : [{ type: 'unmanaged', ref }];
  if (live === undefined) return [{ type: 'missing', ref, origin }];
  const keys = [...new Set([...Object.keys(desired), ...Object.keys(live)])].sort();
  const fields = keys.flatMap((key): FieldDifference[] => {
    const path = [{ field: 'data' }, { field: key }];
    const common = { path, at: formatPath(path), cause: causes[key] ?? 'by-hand' };
    const [git, there] = [desired[key], live[key]];
    if (git === there) return [];
    if (git === undefined) return there === undefined ? [] : [{ ...common, type: 'extra', live: there }];
    return there === undefined
      ? [{ ...common, type: 'missing', desired: git }]
      : [{ ...common, type: 'changed', desired: git, live: there }];
  });
  return fields.length === 0 ? [] : [{ type: 'modified', ref, origin, fields }];
}
