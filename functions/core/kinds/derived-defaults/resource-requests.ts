import { asJsonObject } from '../../json.ts';
import type { DerivedDefault } from './derived-default.ts';

/** A container that only has limits requests as much (kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Pod). */
export const resourceRequests: DerivedDefault = {
  map: 'requests',
  derive: ({ field, grandparent }) => asJsonObject(grandparent['limits'])[field],
};
