import type { Cause, FieldDifference, ManagerClass, SetBy } from '../difference.ts';
import { escapeText } from './escape-text.ts';
import { formatAge } from './format-age.ts';

const WHO: Readonly<Record<ManagerClass, string>> = {
  person: 'a person',
  'second-writer': 'a person or a pipeline',
  controller: 'a controller',
  delivery: 'the delivery',
  'unknown-author': 'author lost',
  unrecognized: 'a name in no table',
};

/** Who wrote it and when, as far as managedFields tells: `kubectl-edit, a person, 3 h ago or earlier`. The recorded time is the latest possible. */
export function describeAuthor(setBy: SetBy, now: string): string {
  const where = setBy.subresource === undefined ? '' : ` on ${escapeText(setBy.subresource)}`;
  const age = setBy.time === undefined ? '' : `, ${formatAge(escapeText(setBy.time), now)} or earlier`;
  return `${escapeText(setBy.manager)}${where}, ${WHO[setBy.class]}${age}`;
}

const DONE: Readonly<Record<FieldDifference['type'], string>> = { changed: 'changed', missing: 'removed', extra: 'added' };

/** Which side moved, as the beginning of a sentence that the author may complete. */
export function describeCause(field: { readonly type: FieldDifference['type']; readonly cause: Cause; readonly setBy?: SetBy }): string {
  switch (field.cause) {
    case 'by-hand':
      return `${DONE[field.type]} by hand`;
    case 'by-controller':
      return `${DONE[field.type]} by a controller`;
    case 'not-yet-applied':
      return field.type === 'extra' ? 'git dropped it; not yet applied' : 'git moved on; not yet applied';
    case 'on-admission':
      return `${DONE[field.type]} by the cluster on the way in (webhook or policy)`;
    case 'removed':
      return field.type === 'changed'
        ? 'removed, and the default took its place; by whom is not recorded'
        : 'removed; by whom is not recorded';
    case 'unknown':
      return field.setBy === undefined ? 'by whom is not recorded' : 'which side moved is not recorded';
  }
}
