import type { Revision } from '../../desired-state.ts';
import type { FieldDifference, Judged } from '../../difference.ts';
import { countDepartures, type GateEntry, type GateFate, type GateGroup, groupOf } from '../../gate/gate-entry.ts';
import type { GateReport } from '../../gate/gate-report.ts';
import { createBaseFinder, selectDepartures } from '../../gate/select-departures.ts';
import { compareText, refKey } from '../../kube-object.ts';
import type { DriftReport } from '../../report.ts';
import { compareSeverities } from '../../severity/judge-severity.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { formatValue } from '../format-value.ts';

/** What a gate says in one sentence or two. */
export function describeGate({ counts, verdict, failOn }: GateReport): string[] {
  const { drifted, failing, willChange, adopted, gaps } = counts;
  const release = [
    willChange === 0 ? 'The release changes nothing' : `The release makes ${formatPlural(willChange, 'change')}`,
    ...(adopted === 0 ? [] : [`${formatCount(adopted)} more ${adopted === 1 ? 'is' : 'are'} in the cluster already`]),
  ].join('; ');
  const gap = gaps === 0 ? [] : [`${formatPlural(gaps, 'place')} could not be checked.`];
  switch (verdict) {
    case 'passed':
      return [drifted === 0 ? `Nothing has drifted. ${release}.` : `${describeMild(drifted, failOn)}. ${release}.`];
    case 'incomplete':
      return [
        `${drifted === 0 ? 'Nothing that was compared has drifted' : describeMild(drifted, failOn)}, but ${formatPlural(gaps, 'place')} could not be checked. ${release}.`,
      ];
    case 'drifted':
      return [
        `The cluster has drifted in ${formatPlural(drifted, 'place')}${failOn === undefined ? '' : `, ${formatCount(failing)} of severity ${failOn} or worse`}. ${release}.`,
        ...gap,
      ];
  }
}

function describeMild(drifted: number, failOn: GateReport['failOn']): string {
  return `Nothing of severity ${failOn ?? 'low'} or worse has drifted, ${formatPlural(drifted, 'place')} below it ${drifted === 1 ? 'has' : 'have'}`;
}

/** The parts of a group that share a fate, `2 left alone, 1 overwritten`. */
export function describeFates(entries: readonly GateEntry[], group: GateGroup): string {
  const byFate = [...Map.groupBy(entries, ({ fate }) => fate)].filter(([fate]) => groupOf(fate) === group);
  return byFate.map(([fate, group]) => `${formatCount(countDepartures(group))} ${WORDS[fate]}`).join(' · ');
}

const WORDS: Readonly<Record<GateFate, string>> = {
  creates: 'created',
  changes: 'changed',
  pending: 'pending before already',
  withdraws: 'no longer declared',
  untouched: 'the release leaves alone',
  overwritten: 'the release overwrites',
  adopted: 'adopted',
};

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
