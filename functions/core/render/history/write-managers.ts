import type { HistorySum } from '../../history/sum-histories.ts';
import { findManagerRule } from '../../owners/classify-manager.ts';
import { escapeText } from '../escape-text.ts';
import { formatPlural } from '../format-quantity.ts';
import { escapeHtml } from '../html/escape-html.ts';

const SHOWN = 10;

/** Which field managers set what was opened, the most first. */
export function writeManagers({ managers, days }: HistorySum): string {
  const most = managers[0]?.departures ?? 0;
  if (most === 0) return '';
  const rows = managers.slice(0, SHOWN).map(({ name, departures }) => {
    const width = Math.round((departures / most) * 1000) / 10;
    const who = name === '' ? undefined : (findManagerRule(name, 'Update') ?? findManagerRule(name, 'Apply'))?.who;
    const told = name === '' ? 'nobody recorded' : `<code>${escapeHtml(escapeText(name))}</code>`;
    return [
      `<li><span>${told}${who === undefined ? '' : ` <span class="who">${escapeHtml(who)}</span>`}</span>`,
      `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="${width}" height="10"/></svg>`,
      `<span class="count">${formatPlural(departures, 'departure')}</span></li>`,
    ].join('');
  });
  const left = managers.length - rows.length;
  return [
    `<section aria-labelledby="managers"><h2 id="managers">Who drifts most</h2>`,
    `<p class="lead">The field managers of what was opened in ${formatPlural(days.length, 'day')}. A name is what a client said of itself; a deletion has none.</p>`,
    `<ul class="bars who">${rows.join('')}</ul>${left > 0 ? `<p class="lead">and ${formatPlural(left, 'more')}</p>` : ''}</section>`,
  ].join('\n');
}
