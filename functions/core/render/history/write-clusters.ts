import { buildCheckPageKey, buildNewestPageKey, INDEX_KEY, linkTo } from '../../history/history-keys.ts';
import { sumHistories } from '../../history/sum-histories.ts';
import { SEVERITIES } from '../../severity/severity.ts';
import { escapeText } from '../escape-text.ts';
import { formatTime } from '../format-age.ts';
import { formatCount, formatShare } from '../format-quantity.ts';
import { escapeHtml } from '../html/escape-html.ts';
import { CHART } from './chart.ts';
import { CHECKS_HEIGHT, drawChecks } from './draw-checks.ts';
import { drawDrift } from './draw-drift.ts';
import type { ListedCheck } from './write-index-page.ts';

const WORDS = { 'in-sync': 'in sync', drifted: 'drifted', incomplete: 'incomplete', unread: 'never read' } as const;
const ROOM = 60;

/** Each check in a line over so many days, with a link to its own page and to its newest report. */
export function writeClusters(checks: readonly ListedCheck[], days: number): string {
  if (checks.length === 0) return '';
  const columns = ['Cluster', 'Verdict', 'Drift', 'Open', 'Opened', 'Resolved', 'Coverage', `${days} days`, 'Newest report'];
  return [
    '<section aria-labelledby="clusters"><h2 id="clusters">Clusters</h2>',
    `<div class="scroll" role="region" aria-labelledby="clusters" tabindex="0"><table class="clusters"><thead><tr>${columns.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>`,
    `<tbody>${checks.map((check) => writeRow(check, days)).join('\n')}</tbody></table></div></section>`,
  ].join('\n');
}

function writeRow({ history, standing: { verdict, newest, stale } }: ListedCheck, days: number): string {
  const { check, environment, open } = history;
  const sum = sumHistories([history], days);
  const name = escapeHtml(escapeText(check === '' ? 'unnamed' : check));
  const levels = SEVERITIES.flatMap((level, nth) => {
    const count = newest?.severities[nth] ?? 0;
    return count === 0
      ? []
      : [`<span class="level ${level}" title="${level}">${formatCount(count)}<span class="unseen"> ${level}</span></span>`];
  });
  const coverage = sum.days.at(-1)?.coverage;
  const read = newest === undefined ? '' : `<time>${escapeHtml(formatTime(newest.at).replace(/:\d\d UTC$/, ' UTC'))}</time>`;
  const report = newest?.page ? `<a href="${escapeHtml(linkTo(INDEX_KEY, buildNewestPageKey(check)))}">${read}</a>` : read;
  return [
    `<tr class="${verdict}"><th scope="row"><a href="${escapeHtml(linkTo(INDEX_KEY, buildCheckPageKey(check)))}">${name}</a>${environment === undefined ? '' : ` <span class="environment">${escapeHtml(escapeText(environment))}</span>`}</th>`,
    `<td><b class="word">${WORDS[verdict]}</b>${stale === undefined ? '' : ' <span class="late">last run failed or is late</span>'}</td>`,
    `<td>${levels.length === 0 ? 'none' : levels.join(' ')}</td>`,
    ...[open, sum.opened, sum.resolved].map((count) => `<td class="number">${formatCount(count)}</td>`),
    `<td class="number">${coverage === undefined ? 'not known' : formatShare(coverage)}</td>`,
    `<td><svg class="spark" viewBox="0 0 ${CHART.width} ${ROOM}" preserveAspectRatio="none" aria-hidden="true">${drawDrift(sum.days, ROOM).join('')}</svg>`,
    `<svg class="spark strip" viewBox="0 0 ${CHART.width} ${CHECKS_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${drawChecks(sum.days).join('')}</svg></td>`,
    `<td>${report}</td></tr>`,
  ].join('');
}
