import { isJsonList, isJsonObject, isSameJson, type Json } from '../../json.ts';
import { changeJson, type JsonChange, readPointer } from '../change-json.ts';
import type { Pointer } from '../resolve-pointer.ts';

/** Beyond this many pairs of items a list is written anew. */
const MOST_PAIRS = 250_000;

/** The smallest changes that make `wanted` of what stands at a place, so that each touches its own line only. In the order in which they are to be made. */
export function planChanges(at: Pointer, current: Json | undefined, wanted: Json): readonly JsonChange[] {
  if (current !== undefined && isSameJson(current, wanted)) return [];
  if (isJsonObject(current) && isJsonObject(wanted) && Object.keys(current).length > 0 && Object.keys(wanted).length > 0) {
    const kept = Object.keys(current).filter((key) => Object.hasOwn(wanted, key));
    // What shares no field is another thing.
    if (kept.length > 0) {
      return [
        ...Object.keys(wanted).flatMap((key) => planChanges([...at, key], current[key], wanted[key] ?? null)),
        ...Object.keys(current)
          .filter((key) => !Object.hasOwn(wanted, key))
          .map((key): JsonChange => ({ op: 'remove', at: [...at, key] })),
      ];
    }
  }
  if (
    isJsonList(current) &&
    isJsonList(wanted) &&
    current.length > 0 &&
    wanted.length > 0 &&
    current.length * wanted.length <= MOST_PAIRS
  ) {
    return planList(at, current, wanted);
  }
  return [{ op: 'set', at, value: wanted }];
}

/** From the end to the beginning, so that indexes before it stay what they are. */
function planList(at: Pointer, current: readonly Json[], wanted: readonly Json[]): JsonChange[] {
  const changes: JsonChange[] = [];
  const anchors = [...findAnchors(current, wanted), { from: current.length, to: wanted.length }];
  for (let index = anchors.length - 1; index >= 0; index--) {
    const anchor = anchors[index] ?? { from: 0, to: 0 };
    const before = anchors[index - 1] ?? { from: -1, to: -1 };
    const old = current.slice(before.from + 1, anchor.from);
    const fresh = wanted.slice(before.to + 1, anchor.to);
    const paired = Math.min(old.length, fresh.length);
    const first = before.from + 1;
    for (let i = old.length - 1; i >= paired; i--) changes.push({ op: 'remove', at: [...at, first + i] });
    for (let i = fresh.length - 1; i >= paired; i--) changes.push({ op: 'insert', at: [...at, first + paired], value: fresh[i] ?? null });
    for (let i = paired - 1; i >= 0; i--) changes.push(...planChanges([...at, first + i], old[i], fresh[i] ?? null));
  }
  return changes;
}

/** Items that both lists have, in an order that both have: the longest such run. */
function findAnchors(a: readonly Json[], b: readonly Json[]): { readonly from: number; readonly to: number }[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i];
    for (let j = b.length - 1; row !== undefined && j >= 0; j--) {
      row[j] = isSameJson(a[i], b[j]) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const anchors: { from: number; to: number }[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (isSameJson(a[i], b[j])) anchors.push({ from: i++, to: j++ });
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return anchors;
}

/** A removal that leaves nothing behind removes its parent too, where `isThere` says that the cluster has none; else the parent is written as empty. */
export function planRemoval(root: Json, at: Pointer, isThere: (at: Pointer) => boolean): JsonChange {
  const parent = at.slice(0, -1);
  const value = readPointer(root, parent);
  const isEmptied = (isJsonObject(value) && Object.keys(value).length === 1) || (isJsonList(value) && value.length === 1);
  if (!isEmptied || parent.length === 0) return { op: 'remove', at };
  if (typeof parent.at(-1) === 'string' && !isThere(parent)) return planRemoval(root, parent, isThere);
  return { op: 'set', at: parent, value: isJsonList(value) ? [] : {} };
}

/** The value that a series of changes makes. */
export function changeAll(root: Json, changes: readonly JsonChange[]): Json {
  return changes.reduce<Json>(changeJson, root);
}
