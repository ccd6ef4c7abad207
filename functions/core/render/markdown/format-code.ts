import { escapeText } from '../escape-text.ts';
import { truncateMiddle } from '../text-width.ts';

/**
 * Text as a Markdown code span for a table cell: nothing in it is markup, a link, a mention or the end of the cell.
 * The fence is longer than any run of backticks inside; `\|` is how GitHub's tables write a bar inside code.
 */
export function formatCode(text: string, width = Number.POSITIVE_INFINITY): string {
  const safe = truncateMiddle(escapeText(text), width).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(safe.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 || safe === '' || /^ .*\S.* $/.test(safe) ? ' ' : '';
  return `${fence}${pad}${safe}${pad}${fence}`;
}

/** Text as plain Markdown: every character that means something to it, to HTML or to GitHub's mentions is written as an entity. */
export function formatPlain(text: string): string {
  return escapeText(text).replace(/[&<>|`*_~[\]\\#@!:]/g, (character) => `&#${character.charCodeAt(0)};`);
}
