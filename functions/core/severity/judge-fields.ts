import type { FieldDifference, Judged, ModifiedObject } from '../difference.ts';
import { createSeverityJudge } from './judge-severity.ts';
import type { Severity } from './severity.ts';

/**
 * Says how much each field of a modified object matters by itself; a report keeps only what decided. No field is worse than its object, and where
 * the operator set the object's level, all fields have that level. One judge for one report.
 */
export function createFieldJudge(): (object: Judged<ModifiedObject>, field: FieldDifference) => Severity {
  const judge = createSeverityJudge((severity) => severity);
  return (object, field) => {
    if (object.severity.field === field.at || object.severity.override !== undefined) return object.severity;
    const { severity: _decided, ...unjudged } = object;
    return judge({ ...unjudged, fields: [field] });
  };
}
