import { asJsonObject } from '../../json.ts';
import type { DerivedDefault, DerivedPlace } from './derived-default.ts';

const kinds = ['/LimitRange'];

/** Without a default limit, a container's is its maximum (kubernetes pkg/apis/core/v1/defaults.go SetDefaults_LimitRangeItem). */
export const limitRangeDefault: DerivedDefault = {
  map: 'default',
  kinds,
  derive: ({ field, grandparent }) => entryOf(grandparent, 'max', field),
};

/** Without a default request, a container's is its default limit, else its minimum (same function). */
export const limitRangeRequest: DerivedDefault = { map: 'defaultRequest', kinds, derive: deriveRequest };

function deriveRequest({ field, grandparent }: DerivedPlace) {
  return entryOf(grandparent, 'default', field) ?? entryOf(grandparent, 'max', field) ?? entryOf(grandparent, 'min', field);
}

function entryOf(item: DerivedPlace['parent'], map: string, field: string) {
  return asJsonObject(item[map])[field];
}
