import { describeEnding } from '../../alert/describe-ending.ts';
import type { FieldDifference } from '../../difference.ts';
import { isSameJson, type Json } from '../../json.ts';
import { formatRef } from '../../kube-object.ts';
import type {
  ComparedPlace,
  ComparedReport,
  ComparedRevision,
  PlaceChange,
  PlaceState,
  ReportDiff,
} from '../../report-diff/report-diff.ts';
import { describeAuthor, describeCause } from '../describe-author.ts';
import { describeBlame } from '../describe-blame.ts';
import { describeChange } from '../describe-change.ts';
import { escapeText } from '../escape-text.ts';
import { formatTime } from '../format-age.ts';
import { formatCount, formatPlural, formatShare } from '../format-quantity.ts';

/** A line of what departs: `left` and `right` are git and the cluster, or (of `head` that says so) before and after. Safe to print, not cut. */
export interface PlaceLine {
  readonly head?: string;
  readonly left: string;
  readonly right: string;
}

/** In the order of what to look at; what is the same is told on request only. */
export const CHANGES: readonly PlaceChange[] = ['new', 'changed', 'unknown', 'gone', 'covered', 'same'];

/** What a group of places is called. */
export const CHANGE_TITLES: Readonly<Record<PlaceChange, string>> = {
  new: 'New',
  changed: 'Departs in another way',
  unknown: 'Not known: one of the reports could not check it',
  gone: 'Gone',
  covered: 'Told of the object as a whole, or of a field above or below, by now',
  same: 'The same',
};

/** `3 new, 1 changed, 12 the same`. */
export function describeCounts({ counts }: ReportDiff): string {
  const words: Readonly<Record<PlaceChange, string>> = {
    new: 'new',
    changed: 'changed',
    unknown: 'not known',
    gone: 'gone',
    covered: 'told otherwise',
    same: 'the same',
  };
  const parts = CHANGES.filter((change) => counts[change] > 0).map((change) => `${formatCount(counts[change])} ${words[change]}`);
  return parts.length === 0 ? 'nothing departs in either' : parts.join(', ');
}

/** Which two reports these are: `prod-eu, 2026-11-03 22:00:00 UTC → 2026-11-04 03:12:09 UTC`. */
export function describeSides({ before, after }: ReportDiff): string {
  const [first, second] = [escapeText(before.check.id), escapeText(after.check.id)];
  const [from, to] = [before, after].map(({ readAt }) => formatTime(escapeText(readAt)));
  return first === second ? `${first}, ${from} → ${to}` : `${first}, ${from} → ${second}, ${to}`;
}

/** What both rest on, a label and a text each. */
export function listFacts(diff: ReportDiff): [string, string][] {
  const { before, after } = diff;
  return [
    ...(before.check.id === after.check.id ? [] : [['checks', 'two checks: "new" is what only the second has'] satisfies [string, string]]),
    ['verdict', joinSides(before.verdict, after.verdict)],
    ...diff.revisions.map((revision): [string, string] => ['git', describeRevision(revision)]),
    ['compared', joinSides(formatPlural(before.counts.compared, 'object'), formatPlural(after.counts.compared, 'object'))],
    ['coverage', joinSides(describeCoverage(before), describeCoverage(after))],
    ...(diff.gaps.length === 0 ? [] : [['unchecked', describeGaps(diff)] satisfies [string, string]]),
  ];
}

function describeRevision({ source, before, after }: ComparedRevision): string {
  const name = escapeText(source);
  if (before === after) return `${name} at ${shorten(after)} in both`;
  return `${name} ${shorten(before)} → ${shorten(after)}`;
}

function shorten(commit: string | undefined): string {
  if (commit === undefined) return 'not compared';
  return escapeText(/^[0-9a-f]{40,64}$/.test(commit) ? commit.slice(0, 8) : commit);
}

function describeCoverage({ coverage: { ratio } }: ComparedReport): string {
  return ratio === null ? 'not known' : formatShare(ratio);
}

function describeGaps({ gaps }: ReportDiff): string {
  const count = (where: string): number => gaps.filter((gap) => gap.where === where).length;
  const parts = [
    [count('both'), 'in both'],
    [count('before'), 'before only'],
    [count('after'), 'after only'],
  ] as const;
  return parts.flatMap(([number, words]) => (number === 0 ? [] : [`${formatCount(number)} ${words}`])).join(', ');
}

function joinSides(before: string, after: string): string {
  return before === after ? after : `${before} → ${after}`;
}

/** `Deployment.apps shop/web`. */
export function nameObject({ ref }: ComparedPlace): string {
  return escapeText(formatRef(ref));
}

/** What `left` and `right` of a group's lines are. */
export function nameSides(change: PlaceChange): readonly [string, string] {
  return change === 'changed' ? ['Before', 'After'] : ['In git', 'In the cluster'];
}

/** The sides of a place; of one that departs in another way, each side before and after. */
export function listLines({ before, after, at = '' }: ComparedPlace): PlaceLine[] {
  const state = after ?? before;
  if (state === undefined) return [];
  if (before === undefined || after === undefined || (isSameJson(before.desired, after.desired) && isSameJson(before.live, after.live)))
    return listSides(state, at);
  return [...listMoves('in git', before.desired, after.desired), ...listMoves('in the cluster', before.live, after.live)];
}

function listSides(state: PlaceState, at: string): PlaceLine[] {
  switch (state.type) {
    case 'missing-object':
      return [{ left: 'declared', right: 'not in the cluster' }];
    case 'unmanaged-object':
      return [{ left: 'in no repository', right: 'in the cluster' }];
    case 'changed':
    case 'missing':
    case 'extra':
      return describeChange(toField(state, at)).map(({ label, desired, live, remark }) => ({
        ...(label || remark ? { head: escapeText([label, remark].filter(Boolean).join(', ')) } : {}),
        left: desired ?? 'not in git',
        right: live ?? 'not in the cluster',
      }));
  }
}

/** One side, before and after; nothing where it did not move. */
function listMoves(head: string, before: Json | undefined, after: Json | undefined): PlaceLine[] {
  if (isSameJson(before, after)) return [];
  const type = before === undefined ? 'extra' : after === undefined ? 'missing' : 'changed';
  const field = toField(
    { type, ...(before === undefined ? {} : { desired: before }), ...(after === undefined ? {} : { live: after }) },
    '',
  );
  return describeChange(field).map(({ label, desired, live }) => ({
    head: escapeText(label ? `${head}, ${label}` : head),
    left: desired ?? 'nothing',
    right: live ?? 'nothing',
  }));
}

function toField(state: Pick<PlaceState, 'type' | 'desired' | 'live'>, at: string): FieldDifference {
  const { type, desired = null, live = null } = state;
  const common = { path: [], at, cause: 'unknown' as const };
  if (type === 'missing') return { ...common, type, desired };
  return type === 'extra' ? { ...common, type, live } : { ...common, type: 'changed', desired, live };
}

/** Who did it and when, how it ended, or why nothing is known. */
export function describePlace({ change, before, after, ending, gap }: ComparedPlace, now: string): string {
  if (change === 'unknown') return `${after === undefined ? 'departed before' : 'departs after'}; ${escapeText(gap ?? '')}`;
  if (change === 'gone') return ending === undefined ? 'departs no more' : describeEnding(ending, now);
  const state = after ?? before;
  if (state === undefined) return '';
  const { cause, setBy, blame, type } = state;
  const author = setBy === undefined ? '' : describeAuthor(setBy, now);
  const isField = type !== 'missing-object' && type !== 'unmanaged-object';
  const does = cause === undefined || !isField ? '' : describeCause({ type, cause, ...(setBy === undefined ? {} : { setBy }) });
  return [[does, author].filter(Boolean).join(': '), ...(blame === undefined ? [] : [describeBlame(blame, now)])]
    .filter(Boolean)
    .join(' · ');
}
