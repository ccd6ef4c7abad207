import type { DriftReport } from '../../report.ts';
import { countUnchecked } from '../describe-unchecked.ts';
import { escapeText } from '../escape-text.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { wrapText } from '../wrap-text.ts';
import type { Page } from './page.ts';

/** The verdict in one sentence: what an engineer reads first and, on most days, the only thing. */
export function writeVerdict(report: DriftReport, page: Page): string[] {
  const { paint } = page;
  switch (report.verdict) {
    case 'in-sync':
      return writeSentence(page, '✓ IN SYNC', paint.good, [describeInSync(report)]);
    case 'drifted':
      return writeSentence(page, '✗ DRIFTED', paint.bad, describeDrift(report));
    case 'incomplete':
      return writeSentence(page, '? INCOMPLETE', paint.warning, [describeIncomplete(report)]);
  }
}

function writeSentence(page: Page, word: string, colour: (text: string) => string, sentences: readonly string[]): string[] {
  const indent = word.length + 2;
  const lines = sentences.flatMap((sentence) => wrapText(sentence, page.width - indent));
  return lines.map((line, i) =>
    i === 0 ? `${page.paint.strong(colour(word))}  ${page.paint.strong(line)}` : ' '.repeat(indent) + page.paint.strong(line),
  );
}

function describeInSync({ counts, check }: DriftReport): string {
  if (counts.compared === 0) return `Nothing is declared for ${clusterName(check.cluster)}, and nothing departs.`;
  return `${formatPlural(counts.compared, 'object')} in ${clusterName(check.cluster)} ${counts.compared === 1 ? 'is' : 'are'} as git says.`;
}

function describeDrift({ counts, check, unchecked }: DriftReport): string[] {
  const declared = counts.modified + counts.missing;
  const parts = [
    ...(declared > 0
      ? [
          `${formatCount(declared)} of ${formatPlural(counts.compared, 'declared object')} ${declared === 1 ? 'differs' : 'differ'} from git`,
        ]
      : []),
    ...(counts.unmanaged > 0
      ? [`${formatPlural(counts.unmanaged, 'object')} ${counts.unmanaged === 1 ? 'is' : 'are'} in no repository`]
      : []),
  ];
  const gaps = unchecked.length === 0 ? [] : [`${countUnchecked(unchecked)} could not be checked.`];
  return [`${clusterName(check.cluster)}: ${parts.join(', ')}.`, ...gaps];
}

function describeIncomplete({ check, counts, unchecked, undecided }: DriftReport): string {
  const gaps = [
    ...(unchecked.length > 0 ? [`${countUnchecked(unchecked)} could not be checked`] : []),
    ...(undecided.length > 0 ? [`${formatPlural(undecided.length, 'field')} could not be decided`] : []),
  ];
  const compared = counts.compared === 0 ? 'nothing was compared' : `no drift in the ${formatPlural(counts.compared, 'object')} compared`;
  return `${clusterName(check.cluster)}: ${compared}${gaps.length > 0 ? `, but ${gaps.join(' and ')}` : ''}.`;
}

function clusterName(cluster: DriftReport['check']['cluster']): string {
  const { name, server, environment } = cluster;
  return escapeText(`${name || server || 'the cluster'}${environment === undefined ? '' : ` (${environment})`}`);
}
