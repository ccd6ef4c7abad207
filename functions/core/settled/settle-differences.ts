import type { Revision } from '../desired-state.ts';
import type { Difference, FieldDifference, SetBy } from '../difference.ts';
import { canonicalJson, type Json } from '../json.ts';
import { compareRefs, compareText, refKey } from '../kube-object.ts';
import type { Mask } from '../mask/create-mask.ts';
import { maskValue } from '../mask/mask-value.ts';
import { valueAt } from '../owners/last-applied.ts';
import type { DriftReport } from '../report.ts';
import type { Ending, Settled } from './settled.ts';
import type { Watched, WatchedObject } from './watched.ts';

/** What the question rests on. */
export interface SettleInput {
  readonly before: Pick<DriftReport, 'readAt' | 'revisions'> & { readonly differences: readonly Difference[] };
  /** What departs now, and what is neither drift nor in sync. */
  readonly now: Pick<DriftReport, 'undecided' | 'revisions'> & { readonly differences: readonly Difference[] };
  readonly watched: Watched;
  readonly mask: Mask;
}

/**
 * What departed in the report before and does not any more, with how it ended. Only what both readings and the cluster's own records prove: of what
 * cannot be told there is nothing here. Values are compared as reports have them, masked.
 */
export function settleDifferences(input: SettleInput): Settled[] {
  const now = new Map(input.now.differences.map((difference) => [refKey(difference.ref), difference]));
  const settled = input.before.differences.flatMap((before): Settled[] => {
    const current = now.get(refKey(before.ref));
    if (before.type === 'modified') return current?.type === 'missing' ? [] : settleFields(input, before, current);
    if (current !== undefined) return [];
    const ending = settleObject(input, before);
    return ending === undefined ? [] : [{ ref: before.ref, ...ending }];
  });
  return settled.sort((a, b) => compareRefs(a.ref, b.ref) || compareText(a.at ?? '', b.at ?? ''));
}

function settleObject(input: SettleInput, before: Exclude<Difference, { readonly type: 'modified' }>): Ending | undefined {
  const { watched } = input;
  const found = watched.objects.get(refKey(before.ref));
  const isDeclared = watched.isDeclared(before.ref);
  if (before.type === 'missing') {
    if (!isDeclared) return found === undefined && watched.wouldBeSeen(before.ref) ? adopt(input, before.origin.source) : undefined;
    return found?.type === 'declared' ? { how: 'put-back', ...nameWriter(found.writers(), input) } : undefined;
  }
  if (isDeclared) return found?.type === 'declared' ? adopt(input, found.source) : undefined;
  if (found !== undefined) return { how: 'excused' };
  return watched.wouldBeSeen(before.ref) ? { how: 'deleted' } : undefined;
}

function settleFields(
  input: SettleInput,
  { ref, fields, origin }: Extract<Difference, { readonly type: 'modified' }>,
  current: Difference | undefined,
): Settled[] {
  const found = input.watched.objects.get(refKey(ref));
  if (found === undefined) {
    const isGone = current === undefined && !input.watched.isDeclared(ref) && input.watched.wouldBeSeen(ref);
    return isGone ? [{ ref, how: 'deleted' }] : [];
  }
  if (found.type !== 'declared') return [];
  const undecided = input.now.undecided.filter((each) => refKey(each.ref) === refKey(ref)).map(({ at }) => at);
  const departing = [...(current?.type === 'modified' ? current.fields.map(({ at }) => at) : []), ...undecided];
  return fields.flatMap((field): Settled[] => {
    // A change of how it is told, a whole item once and its fields then, is no end of it.
    if (departing.some((at) => at.startsWith(field.at) || field.at.startsWith(at))) return [];
    const ending = settleField(input, field, found, origin.source);
    return ending === undefined ? [] : [{ ref, at: field.at, ...ending }];
  });
}

function settleField(input: SettleInput, before: FieldDifference, found: WatchedObject, source: string): Ending | undefined {
  if (found.type !== 'declared') return undefined;
  const { path, at } = before;
  const show = (value: Json | undefined): Json | undefined => (value === undefined ? undefined : maskValue(value, path, input.mask));
  const [desired, live] = [show(valueAt(found.desired, path)), show(valueAt(found.live, path))];
  const [gitWas, liveWas] = ['desired' in before ? before.desired : undefined, 'live' in before ? before.live : undefined];
  const hasGitMoved = !isEqual(desired, gitWas);
  const hasClusterMoved = !isEqual(live, liveWas);
  if (found.departing.has(at)) return hasGitMoved || hasClusterMoved ? undefined : { how: 'excused' };
  if (hasGitMoved === hasClusterMoved) return undefined;
  if (hasGitMoved) return adopt(input, source);
  // What was added and is gone again has no owner any more: nobody knows who took it away.
  return { how: 'put-back', ...(live === undefined ? {} : nameWriter(found.ownersOf(path), input)) };
}

/** Git says what the cluster had. Where it was read at the same commit as before, something else is the reason. */
function adopt({ before, now }: SettleInput, source: string): Ending | undefined {
  const find = (revisions: readonly Revision[]): string | undefined => revisions.find((revision) => revision.source === source)?.commit;
  const commit = find(now.revisions);
  if (commit === undefined || commit === find(before.revisions)) return undefined;
  return { how: 'adopted', commit: { source, commit } };
}

/** The only one that has written since the cluster was read before. A server keeps times to the second. */
function nameWriter(owners: readonly SetBy[], { before }: SettleInput): Pick<Ending, 'setBy'> {
  const since = Math.floor(Date.parse(before.readAt) / 1000) * 1000;
  const writers = owners.filter(({ time, subresource }) => subresource === undefined && time !== undefined && Date.parse(time) >= since);
  const [only, ...others] = writers;
  return only === undefined || others.some(({ manager }) => manager !== only.manager) ? {} : { setBy: only };
}

function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a) === canonicalJson(b);
}
