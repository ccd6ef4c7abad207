import { formatMinutes } from '../../alert/format-minutes.ts';
import { type CheckHistory, type HistoryPoint, isReading } from '../../history/check-history.ts';
import { buildCheckPageKey, buildNewestPageKey, INDEX_KEY, linkTo } from '../../history/history-keys.ts';
import { judgeCheck, type Standing } from '../../history/judge-check.ts';
import { sumHistories } from '../../history/sum-histories.ts';
import { SEVERITIES } from '../../severity/severity.ts';
import { escapeText } from '../escape-text.ts';
import { formatTime } from '../format-age.ts';
import { formatCount, formatPlural } from '../format-quantity.ts';
import { escapeHtml } from '../html/escape-html.ts';
import { writePage } from '../html/write-page.ts';
import { writeCharts } from './write-charts.ts';
import { type Head, listFacts, writeVerdict } from './write-facts.ts';
import { countShownDays, FOOTER } from './write-index-page.ts';
import { writeManagers } from './write-managers.ts';

/** Runs that a page lists; `plumbline report list CLUSTER` has all whose reports are stored. */
const MOST_RUNS = 50;

const WORDS = { 'in-sync': 'In sync', drifted: 'Drifted', incomplete: 'Incomplete', failed: 'Failed' } as const;

/** The page of one check. The same history gives the same bytes. */
export function writeCheckPage(history: CheckHistory): string {
  const sum = sumHistories([history], countShownDays([history]));
  const standing = judgeCheck(history, sum.asOf ?? '');
  const facts = [...listFacts(sum), ...describeSchedule(history)];
  return writePage({
    title: `${history.check}: history`,
    content: [
      `<nav aria-label="Pages"><a href="${linkTo(buildCheckPageKey(''), INDEX_KEY)}">All clusters</a></nav>`,
      writeVerdict({ ...describeCheck(history, standing), facts }),
      writeCharts(sum),
      writeManagers(sum),
      writeRuns(history, standing),
    ],
    footer: FOOTER,
  });
}

function describeCheck({ check, open }: CheckHistory, { verdict, newest, stale }: Standing): Omit<Head, 'facts'> {
  const gaps = stale === undefined ? [] : [stale];
  const name = check === '' ? 'The cluster' : check;
  if (newest === undefined || verdict === 'unread')
    return { verdict: 'incomplete', word: 'Never read', sentence: `${name} was never read`, gaps };
  const drift = newest.severities.reduce((sum, count) => sum + count, 0);
  const found = newest.gaps > 0 ? [`${formatPlural(newest.gaps, 'thing')} could not be checked by the last reading`] : [];
  const sentences = {
    drifted: `${formatPlural(drift, 'object')} of ${name} ${drift === 1 ? 'departs' : 'depart'} from git, ${formatCount(open)} open`,
    incomplete: `Nothing of ${name} is known to depart from git`,
    'in-sync': `${name} is as git says`,
  };
  return { verdict, word: WORDS[verdict], sentence: sentences[verdict], gaps: [...gaps, ...found] };
}

function describeSchedule({ everyMinutes, since }: CheckHistory): [string, string][] {
  const often = everyMinutes === undefined ? 'when somebody asks' : `at least every ${formatMinutes(everyMinutes)}`;
  return [['Checked', `${often}, known since <time>${escapeHtml(formatTime(since))}</time>`]];
}

function writeRuns({ check, points }: CheckHistory, { newest: reading }: Standing): string {
  const page = buildCheckPageKey(check);
  const newest = reading?.page
    ? `<a href="${escapeHtml(linkTo(page, buildNewestPageKey(check)))}">The newest report</a> stands here as a page. `
    : '';
  return [
    '<section aria-labelledby="runs"><h2 id="runs">Latest runs</h2>',
    `<p class="lead">${newest}Each run links to its report as it is stored, JSON; <code>plumbline report open CLUSTER --at TIME</code> makes a page of any of them.</p>`,
    '<div class="scroll" role="region" aria-labelledby="runs" tabindex="0"><table class="numbers"><thead><tr>',
    ['Run', 'Verdict', 'Critical', 'High', 'Medium', 'Low', 'Not checked', 'Commit'].map((name) => `<th scope="col">${name}</th>`).join(''),
    `</tr></thead><tbody>${points
      .slice(-MOST_RUNS)
      .toReversed()
      .map((point) => writeRun(page, point))
      .join('\n')}</tbody></table></div></section>`,
  ].join('\n');
}

function writeRun(page: string, point: HistoryPoint): string {
  const time = `<time>${escapeHtml(formatTime(point.at))}</time>`;
  const verdict = `<td class="${point.verdict}"><b class="word">${WORDS[point.verdict].toLowerCase()}</b></td>`;
  if (!isReading(point))
    return `<tr><th scope="row">${time}</th>${verdict}<td colspan="6" class="why">${escapeHtml(escapeText(point.error))}</td></tr>`;
  const { key, severities, gaps, commit } = point;
  const counts = SEVERITIES.map((_, nth) => `<td>${formatCount(severities[nth] ?? 0)}</td>`).join('');
  return `<tr><th scope="row"><a href="${escapeHtml(linkTo(page, key))}">${time}</a></th>${verdict}${counts}<td>${formatCount(gaps)}</td><td><code>${escapeHtml(escapeText(commit ?? ''))}</code></td></tr>`;
}
