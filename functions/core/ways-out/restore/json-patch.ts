import type { FieldFinding } from '../../diff/object-comparison.ts';
import { type FieldPath, formatPath } from '../../field-path.ts';
import { isJsonList, isSameJson, type Json } from '../../json.ts';
import { formatPointer } from '../../json-pointer.ts';
import type { KubeObject } from '../../kube-object.ts';
import { isMasked } from '../../mask/create-mask.ts';
import { valueAt } from '../../owners/last-applied.ts';
import { isSealed } from '../../sops/sealed.ts';
import { changeJson, type JsonChange, readPointer } from '../change-json.ts';
import { type Comparison, isBelow, type OpenDeparture, type Refusal } from '../open-departure.ts';
import { findPlace, type Pointer, resolvePointer, wrapValue } from '../resolve-pointer.ts';

/** An operation of RFC 6902. */
export type PatchOperation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: Json }
  | { readonly op: 'remove'; readonly path: string };

/** The patch, the object it makes, and what it cannot put back. */
export interface JsonPatch {
  readonly operations: readonly PatchOperation[];
  readonly target: Json;
  readonly refusals: readonly Refusal[];
  /** The findings that the patch settles. */
  readonly settled: readonly FieldFinding[];
}

/** Rules under which a field that goes with its parent is nobody's: the server fills it in again. */
const NOBODYS: ReadonlySet<string> = new Set(['default', 'no-owner', 'delivered-default']);

/**
 * The JSON patch that puts git's values back for just these findings. Every list item is guarded by a `test` of its keys and every value by a `test` of
 * what it was, so that the patch fails as a whole where the object has moved since, and never touches another item. Indexes are those of `live`.
 */
export function buildJsonPatch(
  live: KubeObject,
  desired: KubeObject,
  findings: readonly FieldFinding[],
  comparison: Comparison,
  hides: OpenDeparture['hides'],
): JsonPatch {
  const draft = new PatchDraft(live, hides);
  const refusals: Refusal[] = [];
  const settled: FieldFinding[] = [];
  const selected = new Set(findings.map(({ path }) => formatPath(path)));
  for (const finding of findings) {
    const { path } = finding;
    const at = formatPath(path);
    const wanted = finding.type === 'extra' ? null : (finding.desired ?? null);
    if (resolvePointer(draft.target, path).ambiguous) {
      const message = 'several items of the list have the same keys, so which is meant cannot be told; edit it by hand';
      refusals.push({ at, reason: 'ambiguous', message });
    } else if (finding.type !== 'extra' && isHidden(wanted, path, hides)) {
      refusals.push({ at, reason: 'secret', message: "its value is secret and stands in no patch: it is taken from git's file" });
    } else {
      settled.push(finding);
      if (finding.type !== 'extra') draft.put(path, wanted, desired);
      else draft.remove(path, climb(path, draft.target, desired, comparison, selected));
    }
  }
  return { operations: draft.operations, target: draft.target, refusals, settled };
}

/** A patch while it is written: each operation works on what those before it made. */
class PatchDraft {
  readonly operations: PatchOperation[] = [];
  target: Json;
  private tested = new Set<string>();
  private readonly hides: OpenDeparture['hides'];

  constructor(live: KubeObject, hides: OpenDeparture['hides']) {
    this.target = live;
    this.hides = hides;
  }

  put(path: FieldPath, wanted: Json, desired: KubeObject): void {
    this.guard(path);
    const { pointer, rest, value } = resolvePointer(this.target, path);
    const [next, ...below] = rest;
    if (next === undefined) {
      this.test(pointer, value, path);
      this.change({ op: 'set', at: pointer, value: wanted });
    } else if ('field' in next) {
      this.change({ op: 'set', at: [...pointer, next.field], value: wrapValue(wanted, below) });
    } else if (isJsonList(value)) {
      const model = valueAt(desired, path.slice(0, path.length - rest.length));
      const index = findPlace(value, isJsonList(model) ? model : [], next);
      this.change({ op: 'insert', at: [...pointer, index], value: wrapValue(wanted, below) });
    }
  }

  /** Removes an ancestor of what departs, or that itself. */
  remove(path: FieldPath, ancestor: FieldPath): void {
    const found = resolvePointer(this.target, path);
    // It went with what was removed before.
    if (found.rest.length > 0) return;
    this.guard(path);
    this.test(found.pointer, found.value, path);
    this.change({ op: 'remove', at: resolvePointer(this.target, ancestor).pointer });
  }

  /** Makes sure that the items on the way are those that are meant. */
  private guard(path: FieldPath): void {
    for (const [depth, element] of path.entries()) {
      if (!('keys' in element)) continue;
      const { pointer, rest, value } = resolvePointer(this.target, path.slice(0, depth + 1));
      if (rest.length > 0) return;
      for (const [key, wanted] of Object.entries(element.keys)) {
        const field = { field: key };
        if (valueAt(value, [field]) !== undefined) this.test([...pointer, key], wanted, [...path.slice(0, depth + 1), field]);
      }
    }
  }

  private test(pointer: Pointer, value: Json, path: FieldPath): void {
    const key = formatPointer(pointer);
    if (this.tested.has(key) || isHidden(value, path, this.hides)) return;
    this.tested.add(key);
    this.operations.push({ op: 'test', path: key, value });
  }

  private change(step: JsonChange): void {
    const path = formatPointer(step.at);
    if (step.op === 'remove') this.operations.push({ op: 'remove', path });
    else {
      const isThere = step.op === 'set' && readPointer(this.target, step.at) !== undefined;
      this.operations.push({ op: isThere ? 'replace' : 'add', path, value: step.value });
    }
    this.target = changeJson(this.target, step);
    // Indexes behind it have moved, and so may have what was tested.
    this.tested = new Set();
  }
}

function isHidden(value: Json, path: FieldPath, hides: OpenDeparture['hides']): boolean {
  return isMasked(value) || isSealed(value) || hides(value, path);
}

/** The highest ancestor that nothing is left of but what the server fills in: half a probe or an emptied volume would be refused, or stay behind. */
function climb(path: FieldPath, target: Json, desired: KubeObject, { leaves }: Comparison, selected: ReadonlySet<string>): FieldPath {
  let removed = path;
  for (let length = path.length - 1; length > 0; length--) {
    const ancestor = path.slice(0, length);
    const declared = valueAt(desired, ancestor);
    if (declared !== undefined && declared !== null) break;
    const at = formatPath(ancestor);
    const keeps = leaves.some((leaf) => !NOBODYS.has(leaf.rule) && !selected.has(leaf.at) && isBelow(leaf.at, at));
    if (keeps || resolvePointer(target, ancestor).rest.length > 0) break;
    removed = ancestor;
  }
  return removed;
}

/** True where applying the patch leaves the object as it was. */
export function changesNothing({ target }: JsonPatch, live: KubeObject): boolean {
  return isSameJson(target, live);
}
