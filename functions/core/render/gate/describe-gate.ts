import type { Revision } from '../../desired-state.ts';
import type { FieldDifference, Judged } from '../../difference.ts';
import { countDepartures, type GateEntry, type GateFate, type GateGroup, groupOf } from '../../gate/gate-entry.ts';
import type { GateReport } from '../../gate/gate-report.ts';
import { createBaseFinder, selectDepartures } from '../../gate/select-departures.ts';
import { compareText, refKey } from '../../kube-object.ts';
import { listFindings } from '../../provenance/list-findings.ts';
import type { DriftReport } from '../../report.ts';
import { compareSeverities } from '../../severity/judge-severity.ts';
import { describeLack } from '../describe-provenance.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { formatValue } from '../format-value.ts';

/** What a gate says in one sentence or two. */
export function describeGate(gate: GateReport): string[] {
  const { counts, verdict, failOn } = gate;
  const { drifted, failing, gaps } = counts;
  const release = describeRelease(gate);
  const mild = drifted === 0 ? undefined : describeMild(drifted, failOn);
  const unchecked = `${formatPlural(gaps, 'place')} could not be checked`;
  switch (verdict) {
    case 'passed':
      return [`${mild ?? 'Nothing has drifted'}.${release}`];
    case 'incomplete':
      return [`${mild ?? 'Nothing that was compared has drifted'}, but ${unchecked}.${release}`];
    case 'untrusted': {
      const lack = describeLack(listFindings(gate.report)) ?? '';
      return [`${mild ?? 'Nothing that was compared has drifted'}.${release}`, lack, ...(gaps === 0 ? [] : [`${unchecked}.`])];
    }
    case 'drifted': {
      const worst = failOn === undefined ? '' : `, ${formatCount(failing)} of severity ${failOn} or worse`;
      return [`The cluster has drifted in ${formatPlural(drifted, 'place')}${worst}.${release}`, ...(gaps === 0 ? [] : [`${unchecked}.`])];
    }
  }
}

/** A sentence behind the first, or nothing where nothing is released. */
function describeRelease({ source, counts: { willChange, adopted } }: GateReport): string {
  if (source === undefined)
    return willChange === 0 ? '' : ` ${formatPlural(willChange, 'change')} of git ${willChange === 1 ? 'is' : 'are'} not yet applied.`;
  const made = willChange === 0 ? 'changes nothing' : `makes ${formatPlural(willChange, 'change')}`;
  const there = adopted === 0 ? '' : `; ${formatCount(adopted)} more ${adopted === 1 ? 'is' : 'are'} in the cluster already`;
  return ` The release ${made}${there}.`;
}

function describeMild(drifted: number, failOn: GateReport['failOn']): string {
  return `Nothing of severity ${failOn ?? 'low'} or worse has drifted, ${formatPlural(drifted, 'place')} below it ${drifted === 1 ? 'has' : 'have'}`;
}

/** The parts of a group by their fate, `2 the release leaves alone · 1 the release overwrites`. Empty where no two revisions were compared. */
export function describeFates({ entries, base }: GateReport, group: GateGroup): string {
  if (base === undefined) return '';
  const byFate = Map.groupBy(entries, ({ fate }) => fate);
  return FATES.filter(([fate]) => groupOf(fate) === group && byFate.has(fate))
    .map(([fate, words]) => `${formatCount(countDepartures(byFate.get(fate) ?? []))} ${words}`)
    .join(' · ');
}

const FATES: readonly (readonly [GateFate, string])[] = [
  ['creates', 'created'],
  ['changes', 'changed'],
  ['withdraws', 'no longer declared'],
  ['pending', 'pending before already'],
  ['untouched', 'the release leaves alone'],
  ['overwritten', 'the release overwrites'],
  ['adopted', 'adopted'],
];

/** The commits of a report, the proposed source first. */
export function listRevisions(report: DriftReport, source: string | undefined): readonly Revision[] {
  return [...report.revisions].sort((a, b) => Number(b.source === source) - Number(a.source === source));
}

/** The drift of a gate, each object once. Of fields that the release overwrites, what git said before stands beside what it says now. */
export function listDrift(gate: GateReport): readonly Judged[] {
  const fieldsOfBase = createBaseFinder(gate);
  const noted = selectDepartures(gate, 'drifted').map(({ entry, difference }) => {
    if (entry.fate !== 'overwritten' || difference.type !== 'modified') return difference;
    const before = fieldsOfBase(difference.ref);
    return {
      ...difference,
      fields: difference.fields.map((field) => ({ ...field, note: describeOverwriting(field, before.get(field.at), entry) })),
    };
  });
  return [...Map.groupBy(noted, ({ type, ref }) => `${type} ${refKey(ref)}`).values()].flatMap(mergeObject);
}

/** One object whose fields have several fates. */
function mergeObject(parts: readonly Judged[]): Judged[] {
  const [first, ...others] = [...parts].sort((a, b) => compareSeverities(a.severity, b.severity));
  if (first?.type !== 'modified' || others.length === 0) return first === undefined ? [] : [first];
  const fields = parts.flatMap((part) => (part.type === 'modified' ? part.fields : []));
  return [{ ...first, fields: fields.sort((a, b) => compareText(a.at, b.at)) }];
}

function describeOverwriting(field: FieldDifference, before: FieldDifference | undefined, { side }: GateEntry): string {
  if (side === 'base') return 'The release no longer declares the object: what was done by hand goes with it, or stays with it.';
  if (before === undefined) return 'The release overwrites what was done by hand.';
  const said = 'desired' in before ? `git said ${formatValue(before.desired)} before` : 'git said nothing before';
  return `The release overwrites what was done by hand; ${said}${field.note === undefined ? '' : `. ${field.note}`}`;
}
