import { type FieldPath, formatPath } from '../../field-path.ts';
import { isJsonList, isJsonObject, isSameJson, type Json } from '../../json.ts';
import { changeJson, readPointer } from '../change-json.ts';
import { isBelow, type JudgedLeaf } from '../open-departure.ts';
import { resolvePointer } from '../resolve-pointer.ts';

/** Rules under which a live value is the server's or a controller's, and so nothing that belongs into git. */
const NOT_GITS: ReadonlySet<string> = new Set(['default', 'no-owner', 'machine-written', 'controller']);

/** A live value at `path` without what the server or a controller filled in below it, as `leaves` judge that. */
export function dropFilledIn(value: Json, path: FieldPath, leaves: readonly JudgedLeaf[]): Json {
  const at = formatPath(path);
  let lean = value;
  for (const leaf of leaves) {
    if (!NOT_GITS.has(leaf.rule) || leaf.path.length <= path.length || !isBelow(leaf.at, at)) continue;
    lean = removeLeaf(lean, leaf.path.slice(path.length));
  }
  return lean;
}

/** With the parents that it leaves empty. */
function removeLeaf(value: Json, path: FieldPath): Json {
  const { pointer, rest, ambiguous } = resolvePointer(value, path);
  if (rest.length > 0 || ambiguous || pointer.length === 0) return value;
  let depth = pointer.length;
  for (; depth > 1; depth--) {
    const parent = readPointer(value, pointer.slice(0, depth - 1));
    const size = isJsonObject(parent) ? Object.keys(parent).length : isJsonList(parent) ? parent.length : 0;
    if (size > 1) break;
  }
  return changeJson(value, { op: 'remove', at: pointer.slice(0, depth) });
}

/** A live value spelled as git spells it, wherever both mean the same and the live one only has more: what the server fills in stays out. */
export function spellAsDeclared(declared: Json | undefined, live: Json): Json {
  if (declared === undefined || isSameJson(declared, live)) return live;
  if (isJsonList(declared) && isJsonList(live)) {
    const rest = [...declared];
    return live.map((item) => {
      const at = rest.findIndex((candidate) => isCovered(candidate, item));
      return at < 0 ? item : (rest.splice(at, 1)[0] ?? item);
    });
  }
  return live;
}

/** True where every leaf of `part` stands in `whole`. */
function isCovered(part: Json, whole: Json | undefined): boolean {
  if (isJsonObject(part)) return isJsonObject(whole) && Object.entries(part).every(([key, value]) => isCovered(value, whole[key]));
  if (isJsonList(part)) return isJsonList(whole) && part.length === whole.length && part.every((item, i) => isCovered(item, whole[i]));
  return isSameJson(part, whole);
}
