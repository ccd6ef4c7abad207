import type { DerivedDefault } from './derived-default.ts';

/** `serviceAccount` is the deprecated alias of `serviceAccountName`; the server writes both (k8s.io/api core/v1 PodSpec). */
export const serviceAccountAlias: DerivedDefault = { field: 'serviceAccount', derive: ({ parent }) => parent['serviceAccountName'] };
