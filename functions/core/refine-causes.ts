import type { FieldDifference, ModifiedObject } from './difference.ts';
import { isSameJson } from './json.ts';
import type { KubeObject } from './kube-object.ts';
import { valueAt } from './owners/last-applied.ts';

/** What git said of one object at an earlier commit; `object` is undefined where the file did not declare it then. */
export interface EarlierVersion {
  readonly commit: string;
  readonly committedAt: string;
  readonly object: KubeObject | undefined;
}

/** True where earlier commits may tell which side moved: nobody but the delivery touched the field, and last-applied did not tell. */
export function needsHistory(difference: ModifiedObject): boolean {
  return difference.fields.some(isOpenQuestion);
}

function isOpenQuestion(field: FieldDifference): boolean {
  if (field.type === 'changed') return field.cause === 'unknown' && field.setBy?.class === 'delivery';
  return field.type === 'missing' && field.cause === 'removed';
}

/**
 * Decides from earlier commits (newest first) whether git moved rather than the cluster: an earlier commit held the live value; or the field came
 * into git after the delivery manager last wrote, so that it cannot have been applied yet. What history does not tell stays as it was.
 */
export function refineCauses(
  difference: ModifiedObject,
  current: { readonly committedAt: string },
  versions: readonly EarlierVersion[],
): ModifiedObject {
  const fields = difference.fields.map((field) => (isOpenQuestion(field) ? refineField(field, difference, current, versions) : field));
  return { ...difference, fields };
}

function refineField(
  field: FieldDifference,
  { delivery }: ModifiedObject,
  current: { readonly committedAt: string },
  versions: readonly EarlierVersion[],
): FieldDifference {
  if (field.type === 'changed') {
    const match = versions.find(({ object }) => isSameJson(valueAt(object, field.path), field.live));
    if (!match) return field;
    return {
      ...field,
      cause: 'not-yet-applied',
      note: `Commit ${match.commit.slice(0, 7)} (${match.committedAt}) still had the live value.`,
    };
  }
  const without = versions.findIndex(({ object }) => valueAt(object, field.path) === undefined);
  if (without < 0 || delivery?.time === undefined) return field;
  const addedAt = versions[without - 1]?.committedAt ?? current.committedAt;
  if (Date.parse(delivery.time) >= Date.parse(addedAt)) return field;
  return { ...field, cause: 'not-yet-applied', note: `Came into git at ${addedAt}, after the last delivery.` };
}
