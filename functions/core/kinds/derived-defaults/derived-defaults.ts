import { definitionListKind, definitionSingular } from './definition-names.ts';
import type { DerivedDefault } from './derived-default.ts';
import { hostPort } from './host-port.ts';
import { imagePullPolicy } from './image-pull-policy.ts';
import { policyTypes } from './policy-types.ts';
import { serviceAccountAlias } from './service-account-alias.ts';
import { subjectGroup } from './subject-group.ts';
import { targetPort } from './target-port.ts';

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
];

const BY_FIELD = Map.groupBy(DERIVED_DEFAULTS, (rule) => rule.field);

/** The rules that may speak about a field of this name in this kind. */
export function findDerivedDefaults(field: string, group: string, kind: string): readonly DerivedDefault[] {
  const rules = BY_FIELD.get(field);
  if (rules === undefined) return [];
  return rules.filter(({ kinds }) =>
    kinds === undefined ? !group.includes('.') || group.endsWith('.k8s.io') : kinds.includes(`${group}/${kind}`),
  );
}
