import { listFindings } from '../../provenance/list-findings.ts';
import type { DriftReport } from '../../report.ts';
import { nameFinding } from '../describe-provenance.ts';
import { escapeText } from '../escape-text.ts';
import { type Page, writeHeading, writeWrapped } from './page.ts';

/** What revisions lack of what they have to prove. */
export function writeProvenance(report: Pick<DriftReport, 'revisions'>, page: Page): string[] {
  const findings = listFindings(report);
  if (findings.length === 0) return [];
  const { paint } = page;
  const lines = findings.flatMap((finding) => {
    const sign = { violated: paint.bad('✗'), undecided: paint.warning('?'), noted: paint.warning('!') }[finding.state];
    return [`  ${sign} ${paint.strong(escapeText(nameFinding(finding)))}`, ...writeWrapped(page, 6, escapeText(finding.message))];
  });
  return [writeHeading(page, 'PROVENANCE', 'who stands behind what git says'), '', ...lines];
}
