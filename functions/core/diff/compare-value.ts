import { isJsonList, isJsonObject, type Json, type JsonObject } from '../json.ts';
import { findEqualRule } from '../normalize/normalize.ts';
import { isSealed } from '../sops/sealed.ts';
import { compareList } from './compare-list.ts';
import type { Place } from './field-cursor.ts';
import { judgeChanged, judgeMissing } from './judge-declared.ts';
import { judgeSilent } from './judge-silent.ts';
import type { ObjectComparison } from './object-comparison.ts';

/** Compares the field the cursor stands on. `null` in git means absent, and so does `""` but for an entry of a map: git is silent there. */
export function compareValue(c: ObjectComparison, place: Place, desired: Json | undefined, live: Json | undefined): void {
  if (desired === undefined || desired === null || (desired === '' && live !== '' && !place.isEntry && place.schema?.type === 'string')) {
    if (live !== undefined && live !== null) judgeSilent(c, place, live);
  } else if (live === undefined || live === null) {
    judgeMissing(c, place, desired);
  } else if (isSealed(desired)) {
    c.findings.leavesUndecided({ path: c.cursor.copyPath(), desired, live, rule: 'encrypted', reason: 'SOPS encrypts it.' });
  } else if (isJsonObject(desired) && isJsonObject(live)) {
    compareObjects(c, place, desired, live);
  } else if (isJsonList(desired) && isJsonList(live)) {
    compareList(c, place, desired, live);
  } else {
    compareScalars(c, place, desired, live);
  }
}

/** Compares field by field what git declares, then what only the cluster has. `skip` names fields that are never compared. */
export function compareObjects(c: ObjectComparison, place: Place, desired: JsonObject, live: JsonObject, skip?: ReadonlySet<string>): void {
  for (const field of Object.keys(desired)) {
    if (skip?.has(field)) continue;
    const value = desired[field];
    const liveValue = Object.hasOwn(live, field) ? live[field] : undefined;
    if (value !== null && value !== undefined && (liveValue === undefined || liveValue === null) && isUnknownField(place, field)) {
      c.findings.prunes([...c.cursor.path, { field }], value);
      continue;
    }
    enterField(c, place, field, value, liveValue);
  }
  for (const field of Object.keys(live)) {
    if (skip?.has(field) || Object.hasOwn(desired, field)) continue;
    enterField(c, place, field, undefined, live[field]);
  }
}

function enterField(c: ObjectComparison, place: Place, field: string, desired: Json | undefined, live: Json | undefined): void {
  const schema = place.schema?.fields?.[field] ?? place.schema?.values;
  c.cursor.enter({ field }, schema, place.defaults?.children.get(field), (child) => compareValue(c, child, desired, live));
}

/** True where the cluster's schema does not have the field and does not keep unknown ones. */
function isUnknownField(place: Place, field: string): boolean {
  const schema = place.schema;
  return schema?.fields !== undefined && !Object.hasOwn(schema.fields, field) && schema.open !== true && schema.values === undefined;
}

function compareScalars(c: ObjectComparison, place: Place, desired: Json, live: Json): void {
  if (desired === live) {
    c.findings.equals?.(c.cursor.copyPath(), desired, live, 'same');
    return;
  }
  const rule = findEqualRule(place.schema?.format, desired, live);
  if (rule) {
    c.findings.equals?.(c.cursor.copyPath(), desired, live, rule.name);
    return;
  }
  if (isEmpty(desired) && isEmpty(live)) return;
  const guess = c.hasSchema ? undefined : findEqualRule('quantity', desired, live);
  if (guess) {
    const reason = 'Both texts are one quantity, but the cluster did not tell whether this field holds one.';
    c.findings.leavesUndecided({ path: c.cursor.copyPath(), desired, live, rule: 'no-schema', reason });
    return;
  }
  judgeChanged(c, place, desired, live);
}

/** `{}`, `[]` and absent are equal. */
export function isEmpty(value: Json): boolean {
  if (isJsonList(value)) return value.length === 0;
  if (!isJsonObject(value)) return false;
  for (const _ in value) return false;
  return true;
}

/** True where two values are the same under the schema of the field, without telling anybody. For scalars and lists of scalars. */
export function isSameScalar(place: Place, desired: Json, live: Json): boolean {
  return desired === live || findEqualRule(place.schema?.format, desired, live) !== undefined;
}
