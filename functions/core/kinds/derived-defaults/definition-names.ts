import { asString } from '../../json.ts';
import type { DerivedDefault } from './derived-default.ts';

const kinds = ['apiextensions.k8s.io/CustomResourceDefinition'];

/** The list kind of a custom resource is its kind with `List` (apiextensions-apiserver pkg/apis/apiextensions/v1/defaults.go). */
export const definitionListKind: DerivedDefault = {
  field: 'listKind',
  kinds,
  derive: ({ parent }) => (asString(parent['kind']) === undefined ? undefined : `${parent['kind']}List`),
};

/** The singular name of a custom resource is its kind in lower case (same file). */
export const definitionSingular: DerivedDefault = {
  field: 'singular',
  kinds,
  derive: ({ parent }) => asString(parent['kind'])?.toLowerCase(),
};
