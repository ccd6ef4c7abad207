import type { Cause, FieldDifference } from '../difference.ts';
import type { PathElement } from '../field-path.ts';
import { canonicalJson, isJsonList, isJsonObject, isSameJson, type Json } from '../json.ts';
import { escapeToken } from '../json-pointer.ts';

/**
 * A field that departs, or one inside it. `at` is spelled like a JSON pointer with `[]` for any item of a list, so that places in two objects
 * compare: `/spec/template/spec/containers/[]/image`.
 */
export interface Place {
  readonly type: FieldDifference['type'];
  readonly cause: Cause;
  readonly at: string;
  readonly desired?: Json;
  readonly live?: Json;
}

/**
 * The place of a field, then those inside what the cluster has and git has not: a container that was added is told as one field, and what it may
 * do stands deeper. What only git has is one place: what is gone does nothing.
 */
export function listPlaces(field: FieldDifference): readonly Place[] {
  const at = field.path.map(spellElement).join('');
  const places: Place[] = [];
  const walk = (here: string, desired: Json | undefined, live: Json | undefined): void => {
    places.push(buildPlace(field.cause, here, desired, live));
    if (isJsonList(live)) {
      const known = isJsonList(desired) ? new Set(desired.map(canonicalJson)) : undefined;
      for (const item of live) if (!known?.has(canonicalJson(item))) walk(`${here}/[]`, undefined, item);
    } else if (isJsonObject(live)) {
      const before = isJsonObject(desired) ? desired : {};
      for (const [name, value] of Object.entries(live)) {
        const old = Object.hasOwn(before, name) ? before[name] : undefined;
        if (!isSameJson(old, value)) walk(`${here}/${escapeToken(name)}`, old, value);
      }
      for (const [name, old] of Object.entries(before))
        if (!Object.hasOwn(live, name)) walk(`${here}/${escapeToken(name)}`, old, undefined);
    }
  };
  walk(at, field.type === 'extra' ? undefined : field.desired, field.type === 'missing' ? undefined : field.live);
  return places;
}

function buildPlace(cause: Cause, at: string, desired: Json | undefined, live: Json | undefined): Place {
  if (desired === undefined) return live === undefined ? { type: 'extra', cause, at } : { type: 'extra', cause, at, live };
  return live === undefined ? { type: 'missing', cause, at, desired } : { type: 'changed', cause, at, desired, live };
}

function spellElement(element: PathElement): string {
  return 'field' in element ? `/${escapeToken(element.field)}` : '/[]';
}
