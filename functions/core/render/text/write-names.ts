import { formatCount } from '../format-quantity.ts';
import { wrapText } from '../wrap-text.ts';
import type { Page } from './page.ts';

const LINES_SHOWN = 3;

/** Names one after the other, a few lines of them; how many were left out stands at the end. Names are safe to print already. */
export function writeNames(names: readonly string[], indent: number, page: Page): string[] {
  const room = page.width - indent;
  const all = wrapText(names.join(', '), room);
  const pad = ' '.repeat(indent);
  if (page.explain || all.length <= LINES_SHOWN) return all.map((line) => pad + line);
  let fits = 0;
  for (let used = 0; fits < names.length; fits++) {
    used += (names[fits] as string).length + 2;
    if (used > room * LINES_SHOWN - 24) break;
  }
  const shown = wrapText(`${names.slice(0, fits).join(', ')} and ${formatCount(names.length - fits)} more`, room);
  return shown.map((line) => pad + line);
}
