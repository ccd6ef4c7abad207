import { compileKinds } from '../diff/plan-reads.ts';
import type { Difference } from '../difference.ts';
import { compileGlob, compilePointer, type PathPattern } from '../field-path.ts';

/** Which departures are meant. Each is a choice of several; an empty one means all. */
export interface DepartureChoice {
  /** `kind/name`, `kind.group/name`, each with `*`; a bare `kind` is all of that kind. */
  readonly objects: readonly string[];
  readonly namespaces: readonly string[];
  /** JSON pointers as ignore rules have them. Only fields are then meant, no whole objects. */
  readonly fields: readonly string[];
}

/** Makes the selection. Throws Error where a field is no pointer. */
export function createSelection(choice: DepartureChoice): (differences: readonly Difference[]) => readonly Difference[] {
  const objects = choice.objects.map(compileObject);
  const namespaces = choice.namespaces.map(compileGlob);
  const fields = choice.fields.map(compilePointer);
  return (differences) =>
    differences
      .filter((difference) => objects.length === 0 || objects.some((matches) => matches(difference)))
      .filter(({ ref }) => namespaces.length === 0 || namespaces.some((matches) => matches(ref.namespace ?? '')))
      .flatMap((difference) => selectFields(difference, fields));
}

function compileObject(text: string): (difference: Difference) => boolean {
  const slash = text.indexOf('/');
  const kind = compileKinds([slash < 0 ? text : text.slice(0, slash)]);
  const name = compileGlob(slash < 0 ? '*' : text.slice(slash + 1));
  return ({ ref }) => kind(ref) && name(ref.name);
}

function selectFields(difference: Difference, patterns: readonly PathPattern[]): readonly Difference[] {
  if (patterns.length === 0) return [difference];
  if (difference.type !== 'modified') return [];
  const fields = difference.fields.filter(({ path }) => patterns.some((matches) => matches(path)));
  return fields.length === 0 ? [] : [{ ...difference, fields }];
}
