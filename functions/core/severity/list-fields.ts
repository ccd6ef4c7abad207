import type { FieldDifference, Judged, ModifiedObject } from '../difference.ts';

/** The fields of a modified object, the one that decided its severity first: what is cut off later is never that one. */
export function listFields({ fields, severity }: Judged<ModifiedObject>): readonly FieldDifference[] {
  const decided = fields.findIndex(({ at }) => at === severity.field);
  const first = fields[decided];
  return first === undefined || decided === 0 ? fields : [first, ...fields.toSpliced(decided, 1)];
}
