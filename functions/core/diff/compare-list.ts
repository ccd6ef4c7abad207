import type { PathElement } from '../field-path.ts';
import { asJsonObject, canonicalJson, isJsonList, isJsonObject, isSameJson, type Json } from '../json.ts';
import { compareValue, isSameScalar } from './compare-value.ts';
import type { Place } from './field-cursor.ts';
import { judgeChanged, judgeMissing } from './judge-declared.ts';
import { judgeSilent } from './judge-silent.ts';
import type { ObjectComparison } from './object-comparison.ts';

/** How a list is compared: by the key of its items, as a set, or in order as one value. The cluster's schema says, else managedFields. */
export type ListShape = { readonly by: 'keys'; readonly keys: readonly string[] } | { readonly by: 'value' } | { readonly by: 'order' };

/** Decides how the list under the cursor is compared. */
export function decideListShape(c: ObjectComparison, place: Place): ListShape {
  const schema = place.schema;
  if (schema?.type === 'list') {
    if (schema.list === 'map' && schema.keys) return { by: 'keys', keys: schema.keys };
    return schema.list === 'set' ? { by: 'value' } : { by: 'order' };
  }
  const inferred = c.owners.inferListType(c.cursor.path);
  if (inferred === 'set') return { by: 'value' };
  return inferred === undefined ? { by: 'order' } : { by: 'keys', keys: inferred };
}

/** Compares two lists under the cursor. Order means nothing in keyed lists and sets; items with equal keys are paired in order, none is lost. */
export function compareList(c: ObjectComparison, place: Place, desired: readonly Json[], live: readonly Json[]): void {
  const shape = decideListShape(c, place);
  if (shape.by === 'order') {
    compareInOrder(c, place, desired, live);
    return;
  }
  const identify = createItemIdentity(shape);
  const liveByKey = groupItems(live, identify);
  for (const item of desired) {
    const element = identify(item);
    const match = liveByKey.get(canonicalJson(identityOf(element)))?.shift();
    enterItem(c, place, element, (child) => (match === undefined ? judgeMissing(c, child, item) : compareValue(c, child, item, match)));
  }
  for (const rest of liveByKey.values()) {
    for (const item of rest) enterItem(c, place, identify(item), (child) => judgeSilent(c, child, item));
  }
}

/** Judges each item of a list that git does not declare at all. */
export function judgeSilentItems(c: ObjectComparison, place: Place, live: readonly Json[], shape: ListShape): void {
  const identify = createItemIdentity(shape);
  for (const item of live) enterItem(c, place, identify(item), (child) => judgeSilent(c, child, item));
}

/** Judges each item of a list that the cluster does not have at all. */
export function judgeMissingItems(c: ObjectComparison, place: Place, desired: readonly Json[], shape: ListShape): void {
  const identify = createItemIdentity(shape);
  for (const item of desired) enterItem(c, place, identify(item), (child) => judgeMissing(c, child, item));
}

function enterItem(c: ObjectComparison, place: Place, element: PathElement, visit: (child: Place) => void): void {
  c.cursor.enter(element, place.schema?.items, place.defaults?.children.get('[]'), visit);
}

/** Names an item: by its keys, each with its own default where the item leaves it out (`protocol: TCP`), or by its value. */
function createItemIdentity(shape: ListShape): (item: Json) => PathElement {
  if (shape.by !== 'keys') return (item) => ({ value: item });
  return (item) => {
    const keys: Record<string, Json> = {};
    for (const key of shape.keys) {
      const value = asJsonObject(item)[key] ?? KEY_DEFAULTS[key];
      if (value !== undefined && value !== null) keys[key] = value;
    }
    return { keys };
  };
}

/** Defaults of list keys. The only built-in ones: ports of containers and Services, where `protocol` is TCP (k8s.io/api core/v1 types.go). */
const KEY_DEFAULTS: Readonly<Record<string, Json>> = { protocol: 'TCP' };

function identityOf(element: PathElement): Json {
  return 'keys' in element ? (element.keys as Json) : 'value' in element ? element.value : null;
}

function groupItems(items: readonly Json[], identify: (item: Json) => PathElement): Map<string, Json[]> {
  const groups = new Map<string, Json[]>();
  for (const item of items) {
    const key = canonicalJson(identityOf(identify(item)));
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** One value in order: of equal length item by item, since the server writes defaults inside items too; else changed as a whole. */
function compareInOrder(c: ObjectComparison, place: Place, desired: readonly Json[], live: readonly Json[]): void {
  if (desired.length === 0 && live.length > 0) {
    judgeSilent(c, place, live);
  } else if (desired.length !== live.length) {
    judgeChanged(c, place, desired, live);
  } else if (desired.every((item, i) => isContainer(item) && isContainer(live[i]))) {
    for (const [index, item] of desired.entries()) enterItem(c, place, { index }, (child) => compareValue(c, child, item, live[index]));
  } else {
    compareScalarsInOrder(c, place, desired, live);
  }
}

function compareScalarsInOrder(c: ObjectComparison, place: Place, desired: readonly Json[], live: readonly Json[]): void {
  let same = true;
  for (const [index, item] of desired.entries()) {
    enterItem(c, place, { index }, (child) => {
      same &&= isSameScalar(child, item, live[index] ?? null) || isSameJson(item, live[index]);
    });
  }
  if (same) c.findings.equals?.(c.cursor.copyPath(), desired, live, 'same');
  else judgeChanged(c, place, desired, live);
}

function isContainer(value: Json | undefined): boolean {
  return isJsonObject(value) || isJsonList(value);
}
