import type { FieldDifference, Judged } from '../../difference.ts';
import { spellPlace } from '../../field-place.ts';
import { formatRef } from '../../kube-object.ts';
import { listFindings } from '../../provenance/list-findings.ts';
import type { DriftReport } from '../../report.ts';
import { listFields } from '../../severity/list-fields.ts';
import { describeCause } from '../describe-author.ts';
import { describeBlameShortly } from '../describe-blame.ts';
import { describeChange } from '../describe-change.ts';
import { describeUnchecked } from '../describe-unchecked.ts';
import { escapeText } from '../escape-text.ts';
import { formatValue } from '../format-value.ts';
import { truncateMiddle } from '../text-width.ts';

const VALUE_WIDTH = 300;

/** One test as CI shows it. Texts are not escaped yet for XML. */
export interface TestCase {
  readonly className: string;
  readonly name: string;
  readonly outcome:
    | { readonly type: 'passed'; readonly output: string }
    | { readonly type: 'failed'; readonly kind: string; readonly message: string; readonly details: string }
    | { readonly type: 'skipped'; readonly why: string };
}

/** An object that departs, failed. No name holds a value, so that a case is the same one in every run. */
export function buildDeparture(difference: Judged): TestCase {
  const { ref, severity, type } = difference;
  return {
    // CI takes what stands before the last dot for a package, so the group is in the name only.
    className: ref.namespace === null ? ref.kind : `${ref.namespace}.${ref.kind}`,
    name: formatRef(ref),
    outcome: {
      type: 'failed',
      kind: type,
      message: `${severity.level}: ${type}, ${severity.why}`,
      details: [...listDetails(difference), ...(difference.team === undefined ? [] : [`team ${difference.team}`])].join('\n'),
    },
  };
}

/** What could not be checked or decided: skipped, since a case that passes would claim something. */
export function buildGaps({ unchecked, undecided }: DriftReport): TestCase[] {
  return [
    ...unchecked.map((item): TestCase => {
      const { what, why, advice } = describeUnchecked(item);
      const text = advice === undefined ? why : `${why}. ${advice}`;
      return { className: `unchecked.${item.type}`, name: what, outcome: { type: 'skipped', why: text } };
    }),
    ...undecided.map(({ ref, at, live, reason }): TestCase => {
      const value = truncateMiddle(formatValue(live), VALUE_WIDTH);
      return { className: 'undecided', name: `${formatRef(ref)} ${at}`, outcome: { type: 'skipped', why: `${reason}: ${value}` } };
    }),
  ];
}

/** What revisions lack of what they have to prove: a failed test each; what could not be found out is skipped. */
export function buildProvenance(report: DriftReport): TestCase[] {
  return listFindings(report).map((finding): TestCase => {
    const { revision, requirement, state, message } = finding;
    const common = { className: 'provenance', name: `${revision.source} ${requirement}` };
    if (state !== 'violated') return { ...common, outcome: { type: 'skipped', why: message } };
    return { ...common, outcome: { type: 'failed', kind: 'provenance', message, details: `${revision.url} at ${revision.commit}` } };
  });
}

function listDetails(difference: Judged): string[] {
  switch (difference.type) {
    case 'modified':
      return listFields(difference).flatMap((field) => describeField(field, spellPlace(field, difference.origin)));
    case 'missing':
      return [`declared at ${difference.origin.file}:${difference.origin.line}, not in the cluster`, ...tellBlame(difference)];
    case 'unmanaged': {
      const { setBy, since } = difference;
      return [
        'in the cluster, in no repository',
        ...(setBy === undefined ? [] : [`written by ${setBy.manager} (${setBy.class})`]),
        ...(since === undefined ? [] : [`created at ${since}`]),
      ].map(escapeText);
    }
  }
}

function describeField(field: FieldDifference, place: string): string[] {
  const { setBy } = field;
  const by =
    setBy === undefined ? '' : `: ${setBy.manager} (${setBy.class})${setBy.time === undefined ? '' : `, at ${setBy.time} or earlier`}`;
  return [
    `${field.at}  (${place})`,
    ...describeChange(field).flatMap(({ label, desired, live, remark }) => [
      ...(label ? [`    ${label}`] : []),
      `    git      ${cut(desired ?? 'nothing')}`,
      `    cluster  ${cut(live ?? 'nothing')}${remark ? `  (${remark})` : ''}`,
    ]),
    `    ${describeCause(field)}${by}${field.note === undefined ? '' : `. ${field.note}`}`,
    ...tellBlame(field).map((line) => `    ${line}`),
  ].map(escapeText);
}

function tellBlame({ blame }: Pick<FieldDifference, 'blame'>): string[] {
  const told = blame === undefined ? undefined : describeBlameShortly(blame);
  return told === undefined ? [] : [told];
}

function cut(value: string): string {
  return truncateMiddle(value, VALUE_WIDTH);
}
