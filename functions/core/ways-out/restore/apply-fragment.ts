import type { FieldFinding } from '../../diff/object-comparison.ts';
import { formatPath, type PathElement } from '../../field-path.ts';
import { isJsonList, type Json, type JsonObject } from '../../json.ts';
import { joinApiVersion, type ObjectRef } from '../../kube-object.ts';
import { valueAt } from '../../owners/last-applied.ts';
import type { OpenDeparture } from '../open-departure.ts';
import { fingerprintOf } from './fragment-manager.ts';

/** A server-side apply of some fields, in the name of a manager of its own. */
export interface ApplyFragment {
  readonly manager: string;
  readonly body: JsonObject;
}

/**
 * The fragment that server-side apply takes to put these values back, or undefined where none can say it: apply takes nothing away from other managers,
 * so an added field needs the patch. A list that is owned as a whole stands in it as a whole, as it is in `target`.
 *
 * The manager is one of this fragment alone. In the name of the delivery tool, or of an earlier fragment, apply would take everything away that the
 * manager had set before and this fragment does not repeat.
 */
export function buildApplyFragment(
  ref: ObjectRef,
  version: string,
  findings: readonly FieldFinding[],
  target: Json,
  { hides, wholeOf }: Pick<OpenDeparture, 'hides' | 'wholeOf'>,
): ApplyFragment | undefined {
  if (findings.length === 0 || findings.some(({ type }) => type === 'extra')) return undefined;
  const body: Record<string, Json> = {};
  for (const { path } of findings) {
    const whole = wholeOf(path);
    const value = valueAt(target, whole);
    if (value === undefined || hides(value, whole) || !place(body, whole, value)) return undefined;
  }
  const metadata = {
    ...(body['metadata'] as JsonObject | undefined),
    name: ref.name,
    ...(ref.namespace === null ? {} : { namespace: ref.namespace }),
  };
  const full = { apiVersion: joinApiVersion(ref.group, version), kind: ref.kind, ...body, metadata };
  return {
    manager: `plumbline-restore-${fingerprintOf(
      ref,
      findings.map(({ path }) => formatPath(path)),
    )}`,
    body: full,
  };
}

function place(into: Record<string, Json>, [element, ...rest]: readonly PathElement[], value: Json): boolean {
  if (element === undefined || !('field' in element)) return false;
  const [next, ...below] = rest;
  if (next === undefined) {
    into[element.field] = value;
    return true;
  }
  if ('field' in next) {
    const child = { ...(into[element.field] as Record<string, Json> | undefined) };
    into[element.field] = child;
    return place(child, rest, value);
  }
  const known = into[element.field];
  const list: Json[] = isJsonList(known) ? [...known] : [];
  into[element.field] = list;
  if ('value' in next) {
    list.push(next.value);
    return below.length === 0;
  }
  if (!('keys' in next)) return false;
  const at = list.findIndex((item) => Object.entries(next.keys).every(([key, wanted]) => (item as JsonObject)[key] === wanted));
  const item: Record<string, Json> = { ...next.keys, ...(at < 0 ? {} : (list[at] as JsonObject)) };
  if (at < 0) list.push(item);
  else list[at] = item;
  if (below.length > 0) return place(item, below, value);
  Object.assign(item, value);
  return true;
}
