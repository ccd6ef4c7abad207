import type { FieldPath, PathElement } from '../../field-path.ts';
import { asJsonObject, type Json, type JsonObject } from '../../json.ts';
import { valueAt } from '../../owners/last-applied.ts';
import { definitionListKind, definitionSingular } from './definition-names.ts';
import type { DerivedDefault } from './derived-default.ts';
import { hostPort } from './host-port.ts';
import { imagePullPolicy } from './image-pull-policy.ts';
import { limitRangeDefault, limitRangeRequest } from './limit-range.ts';
import { policyTypes } from './policy-types.ts';
import { resourceRequests } from './resource-requests.ts';
import { serviceAccountAlias } from './service-account-alias.ts';
import { subjectGroup } from './subject-group.ts';
import { targetPort } from './target-port.ts';
import { volumeDataSource, volumeDataSourceRef } from './volume-data-source.ts';

/** Every default that depends on other fields. */
export const DERIVED_DEFAULTS: readonly DerivedDefault[] = [
  serviceAccountAlias,
  targetPort,
  hostPort,
  imagePullPolicy,
  policyTypes,
  definitionListKind,
  definitionSingular,
  subjectGroup,
  limitRangeDefault,
  limitRangeRequest,
  resourceRequests,
  volumeDataSource,
  volumeDataSourceRef,
];

const BY_FIELD = Map.groupBy(DERIVED_DEFAULTS, ({ field }) => field);
const BY_MAP = Map.groupBy(DERIVED_DEFAULTS, ({ map }) => map);
const NONE: readonly DerivedDefault[] = [];

/** The default that follows from other fields of a live object, where a rule knows one for the field at `path`. */
export function deriveDefault(root: JsonObject, path: FieldPath, group: string, kind: string): Json | undefined {
  const field = fieldOf(path.at(-1));
  if (field === undefined) return undefined;
  const map = fieldOf(path.at(-2));
  const named = BY_FIELD.get(field) ?? NONE;
  const mapped = (map === undefined ? undefined : BY_MAP.get(map)) ?? NONE;
  if (named.length + mapped.length === 0) return undefined;
  const grandparent = asJsonObject(valueAt(root, path.slice(0, -2)));
  const parent = asJsonObject(valueAt(root, path.slice(0, -1)));
  for (const rule of [...named, ...mapped]) {
    const derived = isAbout(rule, group, kind) ? rule.derive({ field, parent, grandparent, root }) : undefined;
    if (derived !== undefined) return derived;
  }
  return undefined;
}

function fieldOf(element: PathElement | undefined): string | undefined {
  return element !== undefined && 'field' in element ? element.field : undefined;
}

function isAbout({ kinds }: DerivedDefault, group: string, kind: string): boolean {
  return kinds === undefined ? !group.includes('.') || group.endsWith('.k8s.io') : kinds.includes(`${group}/${kind}`);
}
