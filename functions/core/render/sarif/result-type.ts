import type { FieldDifference } from '../../difference.ts';

/** What a result tells of: a field that departs, or a whole object. */
export type ResultType = `${FieldDifference['type']}-field` | 'missing-object' | 'unmanaged-object';
