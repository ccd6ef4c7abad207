import type { DerivedDefault } from './derived-default.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** The API group of a subject follows its kind (kubernetes pkg/apis/rbac/v1/defaults.go SetDefaults_Subject). */
export const subjectGroup: DerivedDefault = {
  field: 'apiGroup',
  kinds: [`${RBAC}/RoleBinding`, `${RBAC}/ClusterRoleBinding`],
  derive: ({ parent }) => (parent['kind'] === 'ServiceAccount' ? '' : RBAC),
};
