import type { FieldFinding } from '../../diff/object-comparison.ts';
import { type FieldPath, formatPath } from '../../field-path.ts';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../../json.ts';
import { isMasked } from '../../mask/create-mask.ts';
import { valueAt } from '../../owners/last-applied.ts';
import { isSealed } from '../../sops/sealed.ts';
import type { JsonChange } from '../change-json.ts';
import { findNow, type OpenDeparture, type Refusal } from '../open-departure.ts';
import { findPlace, type Pointer, resolvePointer, wrapValue } from '../resolve-pointer.ts';
import { dropFilledIn, spellAsDeclared } from './lean-value.ts';
import { changeAll, planChanges, planRemoval } from './plan-changes.ts';

/** How often fields that follow from others are added. */
const MOST_ROUNDS = 3;

/** What becomes of one object in git so that it says what the cluster has. */
export interface AdoptedFields {
  readonly body: JsonObject;
  readonly steps: readonly AdoptionStep[];
  readonly refusals: readonly Refusal[];
}

/** The changes for one field. */
export interface AdoptionStep {
  readonly at: string;
  readonly changes: readonly JsonChange[];
}

/**
 * Decides how the manifest of an object has to change. Values are taken without what the server fills in, as far as the comparison then still finds
 * nothing; what would not make the object equal is refused.
 */
export function adoptFields(departure: OpenDeparture, body: JsonObject, live: JsonObject): AdoptedFields {
  const { difference, compare } = departure;
  if (difference.type !== 'modified') throw new Error('only fields are adopted here');
  const before = compare(body, live);
  const { findings, gone } = findNow(difference, before);
  const told: Refusal[] = gone.map(({ at }) => ({ at, reason: 'gone', message: 'no longer departs' }));
  const known = new Set(before.findings.map(({ path }) => formatPath(path)));
  for (const spelling of ['lean', 'full'] as const) {
    let wanted = findings;
    for (let round = 0; round < MOST_ROUNDS; round++) {
      const adopted = adoptAll(wanted, departure, body, live, spelling);
      const done = new Set(adopted.steps.map(({ at }) => at));
      const left = compare(adopted.body, live).findings;
      const fresh = left.filter(({ path }) => !known.has(formatPath(path)));
      if (fresh.length === 0 && left.every(({ path }) => !done.has(formatPath(path)))) {
        return { ...adopted, refusals: [...told, ...adopted.refusals] };
      }
      if (fresh.length === 0 || fresh.some(({ path }) => done.has(formatPath(path)))) break;
      // A field that git was silent on followed from what git said before: it has to be said now.
      wanted = [...wanted, ...fresh];
    }
  }
  const message = 'what the cluster has there cannot be said in a manifest so that both are equal; edit it by hand';
  return {
    body,
    steps: [],
    refusals: [...told, ...findings.map(({ path }): Refusal => ({ at: formatPath(path), reason: 'not-equal', message }))],
  };
}

function adoptAll(
  findings: readonly FieldFinding[],
  departure: OpenDeparture,
  body: JsonObject,
  live: JsonObject,
  spelling: 'lean' | 'full',
): AdoptedFields {
  const steps: AdoptionStep[] = [];
  const refusals: Refusal[] = [];
  let root: Json = body;
  for (const finding of findings) {
    const at = formatPath(finding.path);
    if (holdsSecret(finding, departure.hides)) {
      refusals.push({ at, reason: 'secret', message: 'its value is secret and stands in no diff: edit it by hand' });
      continue;
    }
    if (resolvePointer(root, finding.path).ambiguous || resolvePointer(live, finding.path).ambiguous) {
      refusals.push({
        at,
        reason: 'ambiguous',
        message: 'several items of the list have the same keys, so which is meant cannot be told; edit it by hand',
      });
      continue;
    }
    const changes = adoptOne(finding, root, live, departure, spelling);
    root = changeAll(root, changes);
    steps.push({ at, changes });
  }
  return { body: isJsonObject(root) ? root : body, steps, refusals };
}

/** A removed line shows what it held, too. */
export function holdsSecret({ path, desired, live }: FieldFinding, hides: OpenDeparture['hides']): boolean {
  return [desired, live].some((value) => value !== undefined && (isMasked(value) || isSealed(value) || hides(value, path)));
}

/** The changes of a manifest that take one field over. */
export function adoptOne(
  { type, path, desired, live: value }: FieldFinding,
  root: Json,
  live: JsonObject,
  departure: OpenDeparture,
  spelling: 'lean' | 'full',
): readonly JsonChange[] {
  const { pointer, rest, value: holder } = resolvePointer(root, path);
  if (type === 'missing' || value === undefined) {
    if (rest.length > 0) return [];
    return [planRemoval(root, pointer, (at) => valueAt(live, path.slice(0, at.length)) !== undefined)];
  }
  if (rest.length === 0) {
    return planChanges(pointer, holder, spelling === 'lean' ? spellAsDeclared(desired, value) : value);
  }
  const wanted = spelling === 'lean' ? leaveOut(value, path, pointer, rest, root, live, departure) : value;
  const [next] = rest;
  if (next !== undefined && !('field' in next) && isJsonList(holder) && holder.length > 0) {
    const model = valueAt(live, path.slice(0, path.length - rest.length));
    const index = findPlace(holder, isJsonList(model) ? model : [], next);
    return [{ op: 'insert', at: [...pointer, index], value: wrapValue(wanted, rest.slice(1)) }];
  }
  if (next !== undefined && 'field' in next) return [{ op: 'set', at: [...pointer, next.field], value: wrapValue(wanted, rest.slice(1)) }];
  return [{ op: 'set', at: pointer, value: wrapValue(wanted, rest) }];
}

/** An item that was added is judged field by field, as if git declared its keys alone. */
function leaveOut(
  value: Json,
  path: FieldPath,
  pointer: Pointer,
  rest: FieldPath,
  root: Json,
  live: JsonObject,
  { compare }: OpenDeparture,
): Json {
  const last = path.at(-1);
  if (last === undefined || !('keys' in last) || !isJsonObject(value) || !isJsonObject(root)) return value;
  const keys = Object.fromEntries(Object.entries(last.keys).filter(([key]) => value[key] !== undefined));
  const holder = valueAt(root, path.slice(0, path.length - rest.length));
  const inList = rest.length === 1 && isJsonList(holder);
  const first = rest[0];
  const change: JsonChange = inList
    ? { op: 'insert', at: [...pointer, holder.length], value: keys }
    : {
        op: 'set',
        at: first !== undefined && 'field' in first ? [...pointer, first.field] : pointer,
        value: wrapValue(keys, first !== undefined && 'field' in first ? rest.slice(1) : rest),
      };
  const skeleton = changeAll(root, [change]);
  if (!isJsonObject(skeleton)) return value;
  const lean = dropFilledIn(value, path, compare(skeleton, live).leaves);
  return isJsonObject(lean) ? orderKeys({ ...keys, ...lean }) : lean;
}

/** People begin an item with its name. */
function orderKeys({ name, ...rest }: JsonObject): JsonObject {
  return name === undefined ? rest : { name, ...rest };
}
