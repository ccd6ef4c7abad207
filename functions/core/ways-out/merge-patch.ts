import type { FieldDifference } from '../difference.ts';
import type { FieldPath, PathElement } from '../field-path.ts';
import { isJsonList, isJsonObject, type Json } from '../json.ts';
import { isMasked } from '../mask/create-mask.ts';
import { isSealed } from '../sops/sealed.ts';

/** A patch, and how `kubectl patch --type` calls its sort. */
export interface MergePatch {
  readonly type: 'strategic' | 'merge';
  readonly body: Json;
}

/** Groups whose types carry the merge keys that a strategic patch goes by. */
const BUILT_IN = /^(|apps|batch|autoscaling|policy|extensions|.+\.k8s\.io)$/;

/**
 * The patch that puts git's value back for just these fields, or undefined where none can be told: a value is masked, an item of a list has no key, or
 * the kind is a custom one, of which a patch can only replace whole lists.
 */
export function buildRestorePatch(group: string, fields: readonly FieldDifference[]): MergePatch | undefined {
  const type = BUILT_IN.test(group) ? 'strategic' : 'merge';
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const value = field.type === 'extra' ? null : field.desired;
    if (holdsMasked(value)) return undefined;
    if (type === 'merge' && field.path.some((element) => !('field' in element))) return undefined;
    if (!place(body, field.path, value)) return undefined;
  }
  return { type, body: body as Json };
}

function place(into: Record<string, unknown>, path: FieldPath, value: Json): boolean {
  const [element, next, ...rest] = path;
  if (element === undefined || !('field' in element)) return false;
  const { field } = element;
  if (next === undefined) {
    into[field] = value;
    return true;
  }
  if ('field' in next) {
    const child = isRecord(into[field]) ? into[field] : {};
    into[field] = child;
    return place(child, [next, ...rest], value);
  }
  if ('value' in next) return value === null && placeInSet(into, field, next.value);
  return 'keys' in next && placeInList(into, field, next.keys, rest, value);
}

function placeInSet(into: Record<string, unknown>, field: string, item: Json): boolean {
  const directive = `$deleteFromPrimitiveList/${field}`;
  into[directive] = [...(isJsonList(into[directive] as Json) ? (into[directive] as Json[]) : []), item];
  return true;
}

function placeInList(
  into: Record<string, unknown>,
  field: string,
  keys: Readonly<Record<string, Json>>,
  rest: readonly PathElement[],
  value: Json,
): boolean {
  const list = Array.isArray(into[field]) ? (into[field] as Record<string, unknown>[]) : [];
  into[field] = list;
  const known = list.find((item) => Object.entries(keys).every(([key, expected]) => item[key] === expected));
  const item = known ?? { ...keys };
  if (known === undefined) list.push(item);
  if (rest.length > 0) return place(item, rest, value);
  if (value === null) item['$patch'] = 'delete';
  else if (isJsonObject(value)) Object.assign(item, value);
  else return false;
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function holdsMasked(value: Json): boolean {
  if (typeof value === 'string') return isMasked(value) || isSealed(value);
  if (isJsonList(value)) return value.some(holdsMasked);
  return isJsonObject(value) && Object.values(value).some(holdsMasked);
}
