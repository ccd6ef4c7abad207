import { listFindings } from '../provenance/list-findings.ts';
import type { DriftReport } from '../report.ts';
import { describeLack } from './describe-provenance.ts';
import { countUnchecked } from './describe-unchecked.ts';
import { escapeText } from './escape-text.ts';
import { formatCount, formatPlural } from './format-quantity.ts';

/** What a check found, in one sentence, and more where something departs and something else could not be checked, or git's word is not proven. */
export function describeVerdict(report: DriftReport): string[] {
  const lack = describeLack(listFindings(report));
  return [...describeFound(report), ...(lack === undefined ? [] : [escapeText(lack)])];
}

function describeFound(report: DriftReport): string[] {
  switch (report.verdict) {
    case 'in-sync':
      return [describeInSync(report)];
    case 'drifted':
      return describeDrift(report);
    case 'incomplete':
      return [describeIncomplete(report)];
  }
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
