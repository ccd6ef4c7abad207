import { escapeText } from '../escape-text.ts';

/** What a spreadsheet takes for a formula, full-width spellings included. A number is none. */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** One cell as RFC 4180 has it. Text that a spreadsheet would run gets an apostrophe before it; controls are written as escapes, so no cell has a second line. */
export function formatCell(text: string): string {
  const safe = escapeText(text);
  const inert = FORMULA.test(safe.trimStart()) && !NUMBER.test(safe) ? `'${safe}` : safe;
  return /[",]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}
