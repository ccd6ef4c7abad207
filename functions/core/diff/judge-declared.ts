import type { Cause, SetBy } from '../difference.ts';
import { isJsonList, isJsonObject, isSameJson, type Json } from '../json.ts';
import { compareText } from '../kube-object.ts';
import { findEqualRule } from '../normalize/normalize.ts';
import { decideListShape, judgeMissingItems } from './compare-list.ts';
import { isEmpty } from './compare-value.ts';
import type { Place } from './field-cursor.ts';
import type { ObjectComparison } from './object-comparison.ts';

/** A declared field whose live value differs. */
export function judgeChanged(c: ObjectComparison, place: Place, desired: Json, live: Json): void {
  const owners = c.owners.ownersOf(c.cursor.path, c.cursor.isAtomic);
  const setBy = chooseAuthor(owners);
  const cause = decideCause(c, place, desired, live, setBy);
  c.findings.differs({ type: 'changed', path: c.cursor.copyPath(), desired, live, cause, ...(setBy ? { setBy } : {}) });
}

/** A declared field that the cluster does not have. Maps and keyed lists are judged entry by entry, a struct as one. */
export function judgeMissing(c: ObjectComparison, place: Place, desired: Json): void {
  if (meansAbsent(place, desired)) {
    c.findings.equals?.(c.cursor.copyPath(), desired, undefined, 'absent');
    return;
  }
  if (isJsonObject(desired) && isMap(place)) {
    for (const [field, value] of Object.entries(desired)) {
      if (value === null) continue;
      c.cursor.enter({ field }, place.schema?.values, undefined, (child) => judgeMissing(c, child, value));
    }
    return;
  }
  if (isJsonList(desired)) {
    const shape = decideListShape(c, place);
    if (shape.by !== 'order') {
      judgeMissingItems(c, place, desired, shape);
      return;
    }
  }
  const path = c.cursor.copyPath();
  const notYetApplied = c.owners.hasLastApplied() && c.owners.lastAppliedAt(path) === undefined;
  c.findings.differs({ type: 'missing', path, desired, cause: notYetApplied ? 'not-yet-applied' : 'removed' });
}

/** True where the server keeps nothing of such a value, so that its absence is no difference. */
function meansAbsent(place: Place, desired: Json): boolean {
  if (place.schema?.presence && isJsonObject(desired)) return false;
  if (isEmpty(desired)) return true;
  if (desired === '') return !place.isEntry;
  if ((desired === false || desired === 0) && place.dropsZero) return true;
  if (isJsonObject(desired) && !isMap(place)) {
    // A struct that holds nothing but empty values leaves nothing behind either.
    return Object.entries(desired).every(([, value]) => value === null || isEmpty(value) || value === '');
  }
  return place.schemaDefault !== undefined && !isEmpty(place.schemaDefault) && isSameJson(place.schemaDefault, desired);
}

function isMap(place: Place): boolean {
  return place.schema?.values !== undefined && place.schema.fields === undefined;
}

/** Of several owners, the one that explains the departure: a person before a pipeline before a machine before the delivery. */
export function chooseAuthor(owners: readonly SetBy[]): SetBy | undefined {
  const rank: Readonly<Record<SetBy['class'], number>> = {
    person: 0,
    'second-writer': 1,
    unrecognized: 2,
    'unknown-author': 3,
    controller: 4,
    delivery: 5,
  };
  return [...owners].sort((a, b) => rank[a.class] - rank[b.class] || compareText(b.time ?? '', a.time ?? ''))[0];
}

/** Which side moved, from who owns the field that differs (drift rules, "Which side moved"). */
function decideCause(c: ObjectComparison, place: Place, desired: Json, live: Json, setBy: SetBy | undefined): Cause {
  if (setBy === undefined) {
    // A zero may be written without a trace: `kubectl scale --replicas=0` leaves no owner behind.
    if (!c.owners.isTracked() || live === 0) return 'unknown';
    return isDefaultValue(place, live) ? 'removed' : 'on-admission';
  }
  switch (setBy.class) {
    case 'person':
    case 'second-writer':
    case 'unrecognized':
      return 'by-hand';
    case 'controller':
      return 'by-controller';
    case 'unknown-author':
      return 'unknown';
    case 'delivery':
      return decideDeliveredCause(c, place, desired, live);
  }
}

/** Nobody touched the field since delivery: either git moved on, or the cluster changed the value on its way in. */
function decideDeliveredCause(c: ObjectComparison, place: Place, desired: Json, live: Json): Cause {
  if (!c.owners.hasLastApplied()) return 'unknown';
  const applied = c.owners.lastAppliedAt(c.cursor.path);
  if (applied === undefined) return 'not-yet-applied';
  if (isSame(place, applied, live)) return 'not-yet-applied';
  return isSame(place, applied, desired) ? 'on-admission' : 'unknown';
}

function isSame(place: Place, a: Json, b: Json): boolean {
  return isSameJson(a, b) || findEqualRule(place.schema?.format, a, b) !== undefined;
}

function isDefaultValue(place: Place, live: Json): boolean {
  return isSameJson(place.schemaDefault, live) || (place.defaults?.values ?? []).some((value) => isSameJson(value, live));
}
