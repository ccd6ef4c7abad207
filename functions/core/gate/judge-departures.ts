import type { Difference, FieldDifference, ModifiedObject } from '../difference.ts';
import { isSameJson } from '../json.ts';
import { compareRefs, compareText, type ObjectRef, refKey } from '../kube-object.ts';
import { valueAt } from '../owners/last-applied.ts';
import type { GateEntry, GateFate } from './gate-entry.ts';
import type { GateSide } from './gate-side.ts';
import { createOverlap } from './overlap.ts';

/**
 * Tells what will change at a release apart from what has drifted: every departure of the cluster from the proposed revision, and those from the
 * base that the proposed revision hides, each with its fate. Without a base (git does not move) the recorded causes alone decide.
 *
 * Objects, by the report that names them:
 *
 * | departure                 | in the other revision                            | fate        |
 * |---------------------------|--------------------------------------------------|-------------|
 * | missing, proposed         | base declares it                                 | untouched   |
 * |                           | base does not                                    | creates     |
 * | unmanaged, proposed       | base declares it                                 | withdraws   |
 * |                           | base does not                                    | untouched   |
 * | missing, base             | the proposed revision no longer declares it      | adopted     |
 * | unmanaged, base           | the proposed revision declares it                | adopted     |
 *
 * Fields of an object in the proposed report, where "departs" means from the base, by anything but a pending rollout, at the field, above or below it:
 *
 * | base                      | git moves at the field | the cluster departs | fate                                             |
 * |---------------------------|------------------------|---------------------|--------------------------------------------------|
 * | declares the object       | no                     | either              | untouched; pending where the cause says so       |
 * |                           | yes                    | no                  | changes                                          |
 * |                           | yes                    | yes                 | overwritten                                      |
 * | does not                  |                        | object is unmanaged | overwritten (and the object adopted)             |
 * |                           |                        | no                  | changes                                          |
 *
 * That git does not move decides before anything else: what the base lets go by a rule that the release takes away is no change of the release.
 *
 * Fields in the report of the base that nothing in the proposed one touches: no word where the rollout was pending; overwritten where git withdraws
 * the object; else adopted. Whatever the proposed revision could not compare is adopted by nothing: it stays untouched.
 */
export function judgeDepartures(proposed: GateSide, base: GateSide | undefined): readonly GateEntry[] {
  const entries = base === undefined ? proposed.differences.flatMap(judgeByCause) : judgeBoth(proposed, base);
  return [...entries].sort((a, b) => compareRefs(a.ref, b.ref) || compareText(a.type, b.type) || compareText(a.fate, b.fate));
}

function judgeByCause(difference: Difference): GateEntry[] {
  if (difference.type !== 'modified') return [wholeObject('proposed', difference, 'untouched')];
  return groupFields('proposed', difference, (field) => (isPending(field) ? 'pending' : 'untouched'));
}

function judgeBoth(proposed: GateSide, base: GateSide): GateEntry[] {
  const [ofProposed, ofBase] = [indexDifferences(proposed), indexDifferences(base)];
  return [
    ...proposed.differences.flatMap((difference) => judgeProposed(difference, base, proposed, ofBase.get(refKey(difference.ref)))),
    ...base.differences.flatMap((difference) => judgeBase(difference, proposed, ofProposed.get(refKey(difference.ref)))),
  ];
}

function judgeProposed(difference: Difference, base: GateSide, proposed: GateSide, before: Difference | undefined): GateEntry[] {
  const { ref } = difference;
  switch (difference.type) {
    case 'missing':
      return [wholeObject('proposed', difference, base.declares(ref) ? 'untouched' : 'creates')];
    case 'unmanaged':
      return [wholeObject('proposed', difference, base.declares(ref) ? 'withdraws' : 'untouched')];
    case 'modified': {
      if (!base.declares(ref)) return groupFields('proposed', difference, () => (before?.type === 'unmanaged' ? 'overwritten' : 'changes'));
      const moves = compareGit(ref, base, proposed);
      const departs = createOverlap(before?.type === 'modified' ? before.fields.filter((field) => !isPending(field)) : []);
      return groupFields('proposed', difference, (field) => {
        if (!moves(field)) return isPending(field) ? 'pending' : 'untouched';
        return departs(field) ? 'overwritten' : 'changes';
      });
    }
  }
}

/** Only what the proposed report does not tell of already. */
function judgeBase(difference: Difference, proposed: GateSide, after: Difference | undefined): GateEntry[] {
  const { ref } = difference;
  const isDeclared = proposed.declares(ref);
  const accepted: GateFate = proposed.isUnchecked(ref) ? 'untouched' : 'adopted';
  switch (difference.type) {
    case 'missing':
      return after?.type === 'missing' ? [] : [wholeObject('base', difference, accepted)];
    case 'unmanaged':
      if (after?.type === 'unmanaged') return [];
      return [wholeObject('base', difference, isDeclared ? accepted : 'untouched')];
    case 'modified': {
      const told = createOverlap(after?.type === 'modified' ? after.fields : []);
      const fields = difference.fields.filter((field) => !isPending(field) && !told(field));
      return groupFields('base', { ...difference, fields }, () => (isDeclared ? accepted : 'overwritten'));
    }
  }
}

/** Says of a field whether git declares another value there, or begins or ceases to declare one. Where a revision was not compared it does not. */
function compareGit(ref: ObjectRef, base: GateSide, proposed: GateSide): (field: FieldDifference) => boolean {
  const [before, after] = [base.bodyOf(ref), proposed.bodyOf(ref)];
  if (before === undefined || after === undefined) return () => false;
  return ({ path }) => !isSameJson(valueAt(before, path), valueAt(after, path));
}

function indexDifferences({ differences }: GateSide): ReadonlyMap<string, Difference> {
  return new Map(differences.map((difference) => [refKey(difference.ref), difference]));
}

function isPending({ cause }: FieldDifference): boolean {
  return cause === 'not-yet-applied';
}

function wholeObject(side: GateEntry['side'], { type, ref }: Difference, fate: GateFate): GateEntry {
  return { fate, side, type, ref };
}

function groupFields(
  side: GateEntry['side'],
  { type, ref, fields }: ModifiedObject,
  judge: (field: FieldDifference) => GateFate,
): GateEntry[] {
  return [...Map.groupBy(fields, judge)].map(([fate, group]) => ({ fate, side, type, ref, fields: group.map(({ at }) => at) }));
}
