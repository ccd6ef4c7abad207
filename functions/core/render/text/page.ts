import type { Paint } from '../paint.ts';
import { measureText } from '../text-width.ts';
import { wrapText } from '../wrap-text.ts';

/** What every section of the text report is written for. */
export interface Page {
  readonly paint: Paint;
  readonly width: number;
  readonly now: string;
  readonly explain: boolean;
}

/** A heading over the whole width: the title, a rule, and what stands at its right end. Texts are plain: painted here. */
export function writeHeading(page: Page, title: string, right = ''): string {
  const { paint } = page;
  const rule = page.width - measureText(title) - measureText(right) - (right === '' ? 1 : 2);
  if (rule < 2) return [paint.strong(title), ...wrapText(right, page.width - 2).map((line) => `  ${paint.faint(line)}`)].join('\n');
  return [paint.strong(title), paint.faint('─'.repeat(rule)), ...(right === '' ? [] : [right])].join(' ');
}

/** Plain text wrapped to the page behind an indent, each line painted. */
export function writeWrapped(page: Page, indent: number, text: string, paint: (text: string) => string = (same) => same): string[] {
  return wrapText(text, page.width - indent).map((line) => ' '.repeat(indent) + paint(line));
}

/** Left and right on one line where both fit, else the right text on lines of its own. `leftPlain` is `left` without colour. */
export function writeSides(page: Page, left: string, leftPlain: string, right: string, indent: number): string[] {
  const gap = page.width - measureText(leftPlain) - measureText(right);
  if (gap >= 2) return [left + ' '.repeat(gap) + page.paint.faint(right)];
  return [left, ...writeWrapped(page, indent, right, page.paint.faint)];
}
