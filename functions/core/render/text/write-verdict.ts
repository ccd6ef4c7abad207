import { hasViolation } from '../../provenance/list-findings.ts';
import type { DriftReport } from '../../report.ts';
import { describeVerdict } from '../describe-verdict.ts';
import { wrapText } from '../wrap-text.ts';
import type { Page } from './page.ts';

/** The verdict in one sentence: what an engineer reads first and, on most days, the only thing. */
export function writeVerdict(report: DriftReport, page: Page): string[] {
  const { paint } = page;
  switch (report.verdict) {
    case 'in-sync':
      return writeSentence(page, '✓ IN SYNC', hasViolation(report) ? paint.warning : paint.good, describeVerdict(report));
    case 'drifted':
      return writeSentence(page, '✗ DRIFTED', paint.bad, describeVerdict(report));
    case 'incomplete':
      return writeSentence(page, '? INCOMPLETE', paint.warning, describeVerdict(report));
  }
}

function writeSentence(page: Page, word: string, colour: (text: string) => string, sentences: readonly string[]): string[] {
  const indent = word.length + 2;
  const lines = sentences.flatMap((sentence) => wrapText(sentence, page.width - indent));
  return lines.map((line, i) =>
    i === 0 ? `${page.paint.strong(colour(word))}  ${page.paint.strong(line)}` : ' '.repeat(indent) + page.paint.strong(line),
  );
}
