import type { DerivedDefault } from './derived-default.ts';

/** A Service port without a target goes to the port of the same number (kubernetes pkg/apis/core/v1/defaults.go SetDefaults_Service). */
export const targetPort: DerivedDefault = { field: 'targetPort', kinds: ['/Service'], derive: ({ parent }) => parent['port'] };
