import { isJsonList, isJsonObject, type Json } from '../json.ts';
import type { Pointer } from './resolve-pointer.ts';

/** One change of a JSON value: as a JSON patch has it, but for `test`. `insert` puts an item before the one at its last index. */
export type JsonChange =
  | { readonly op: 'set'; readonly at: Pointer; readonly value: Json }
  | { readonly op: 'insert'; readonly at: Pointer; readonly value: Json }
  | { readonly op: 'remove'; readonly at: Pointer };

/** The value after a change; the one before is left as it is. A `set` of a field that is not there adds it behind the others. */
export function changeJson(root: Json, change: JsonChange): Json {
  return changeAt(root, change.at, change);
}

function changeAt(value: Json, [step, ...rest]: Pointer, change: JsonChange): Json {
  if (step === undefined) return change.op === 'remove' ? null : change.value;
  if (isJsonList(value) && typeof step === 'number') {
    if (rest.length > 0 || change.op === 'set') return value.with(step, changeAt(value[step] ?? null, rest, change));
    return change.op === 'insert' ? value.toSpliced(step, 0, change.value) : value.toSpliced(step, 1);
  }
  const object = isJsonObject(value) ? value : {};
  const key = String(step);
  if (rest.length > 0 || change.op !== 'remove') return withField(object, key, changeAt(object[key] ?? null, rest, change));
  return Object.fromEntries(Object.entries(object).filter(([field]) => field !== key));
}

function withField(object: Readonly<Record<string, Json>>, key: string, value: Json): Json {
  // A literal keeps `__proto__` a field like any other.
  return Object.fromEntries(
    Object.hasOwn(object, key)
      ? Object.entries(object).map(([field, own]) => [field, field === key ? value : own])
      : [...Object.entries(object), [key, value]],
  );
}

/** The value at a place, undefined where there is none. */
export function readPointer(root: Json, pointer: Pointer): Json | undefined {
  let value: Json | undefined = root;
  for (const step of pointer) {
    if (typeof step === 'number') value = isJsonList(value) ? value[step] : undefined;
    else value = isJsonObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  return value;
}
