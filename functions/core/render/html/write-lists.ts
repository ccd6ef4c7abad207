import { spellPlace } from '../../field-place.ts';
import { formatRef } from '../../kube-object.ts';
import { listFindings } from '../../provenance/list-findings.ts';
import type { DriftReport } from '../../report.ts';
import { nameFinding } from '../describe-provenance.ts';
import { describeUnchecked } from '../describe-unchecked.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { formatValue } from '../format-value.ts';
import { truncateMiddle } from '../text-width.ts';
import { escapeHtml } from './escape-html.ts';
import { show, writeNotes, writeSection } from './write-notes.ts';

const VALUE_WIDTH = 300;

/** What could not be checked or decided: before the differences, since nothing is claimed about it. */
export function writeGaps({ unchecked, undecided }: DriftReport): string {
  const items = [
    ...unchecked.map((item) => {
      const { what, why, advice } = describeUnchecked(item);
      return `<b>${escapeHtml(what)}</b> ${escapeHtml(why)}${advice === undefined ? '' : `<span class="advice">${escapeHtml(advice).replace(/`([^`]+)`/g, '<code>$1</code>')}</span>`}`;
    }),
    ...undecided.map(
      ({ ref, at, live, reason }) =>
        `<b>${show(`${formatRef(ref)} ${at}`)}</b> = <code>${escapeHtml(truncateMiddle(formatValue(live), VALUE_WIDTH))}</code> ${show(reason)}`,
    ),
  ];
  return writeSection('unchecked', 'Not checked', 'Nothing is claimed about these.', items);
}

/** What revisions lack of what they have to prove: before all else, since every difference is told against their word. */
export function writeProvenance(report: DriftReport): string {
  const items = listFindings(report).map(
    (finding) => `<b>${show(nameFinding(finding))}</b> ${show(finding.message)}${finding.state === 'undecided' ? ' (undecided)' : ''}`,
  );
  return writeSection('provenance', 'Provenance', 'Where revisions come from, and what they do not prove.', items);
}

/** What is no drift and still worth knowing, behind the differences. */
export function writeRemarks({ pruned, advice, setAside }: DriftReport): string {
  return [
    writeSection(
      'pruned',
      'Dropped by the cluster',
      'Git declares fields that this cluster does not know. Usually a typo.',
      pruned.map(
        ({ ref, at, origin, ...field }) => `<b>${show(`${formatRef(ref)} ${at}`)}</b> <code>${show(spellPlace(field, origin))}</code>`,
      ),
    ),
    writeNotes(
      'advice',
      'Worth knowing',
      '',
      advice.map(({ about, message }) => ({ subject: about, text: message })),
    ),
    writeNotes(
      'set-aside',
      'Set aside',
      'Files and objects of the repository that are rightly not compared.',
      setAside.map(({ file, line, message }) => ({ subject: `${file}${line === undefined ? '' : `:${line}`}`, text: message })),
    ),
  ].join('\n');
}

/** What rules let go: a row for each rule, whose places the script shows on request where the report has them. */
export function writeSuppressed({ suppressed, counts }: DriftReport): string {
  if (suppressed.length === 0) return '';
  const rows = suppressed.map(({ rule, reason, count, instances }, i) => {
    const button =
      instances === undefined || instances.length === 0
        ? ''
        : `<button type="button" class="places" data-rule="${i}" aria-expanded="false">Show</button>`;
    return `<tr><td class="number">${formatCount(count)}</td><th scope="row">${show(rule)}</th><td>${show(reason)}</td><td>${button}</td></tr>`;
  });
  const told = suppressed.some(({ instances }) => instances !== undefined)
    ? 'Each place is shown on request.'
    : 'A check with <code>--explain</code> tells each place.';
  return [
    '<section class="suppressed" aria-labelledby="suppressed"><details><summary>',
    `<h2 id="suppressed">Let go by rules</h2> <span class="facts">${formatPlural(counts.suppressed, 'departure')}, ${formatPlural(suppressed.length, 'reason')}</span></summary>`,
    `<p class="lead">Departures that are no drift, or that the operator chose not to hear of. ${told}</p>`,
    `<table class="rules"><thead><tr><th scope="col">Times</th><th scope="col">Rule</th><th scope="col">Reason</th><th scope="col"><span class="unseen">Places</span></th></tr></thead><tbody>${rows.join('')}</tbody></table></details></section>`,
  ].join('\n');
}
