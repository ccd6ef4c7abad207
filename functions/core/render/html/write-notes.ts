import { escapeText } from '../escape-text.ts';
import { formatCount } from '../format-quantity.ts';
import { escapeHtml } from './escape-html.ts';

/** Lists longer than this are folded, and cut at the second. */
const FOLDED_FROM = 12;
const MOST = 1000;

/** A section of notes, each with what it is about. Nothing where there is none, and no lead. */
export function writeNotes(
  id: string,
  title: string,
  lead: string,
  notes: readonly { readonly subject: string; readonly text: string }[],
): string {
  return writeSection(
    id,
    title,
    lead,
    notes.map(({ subject, text }) => `<b>${show(subject)}</b> ${show(text)}`),
  );
}

/** A section with a list of HTML that is escaped already. */
export function writeSection(id: string, title: string, lead: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const left = items.length - MOST;
  const shown = items.slice(0, MOST).map((item) => `<li>${item}</li>`);
  const more = left > 0 ? [`<li>and ${formatCount(left)} more: see the JSON report</li>`] : [];
  const list = `${lead === '' ? '' : `<p class="lead">${lead}</p>`}<ul class="notes">${[...shown, ...more].join('')}</ul>`;
  const heading = `<h2 id="${id}">${title}</h2>`;
  const count = `<span class="facts">${formatCount(items.length)}</span>`;
  const content = items.length > FOLDED_FROM ? `<details><summary>${heading} ${count}</summary>${list}</details>` : `${heading}${list}`;
  return `<section class="${id}" aria-labelledby="${id}">${content}</section>`;
}

/** Text of a cluster or of git, as a page shows it. */
export function show(text: string): string {
  return escapeHtml(escapeText(text));
}
