import { formatMinutes } from '../../alert/format-minutes.ts';
import type { Durations } from '../../history/check-history.ts';
import { type HistorySum, meanOf } from '../../history/sum-histories.ts';
import type { Verdict } from '../../report.ts';
import { escapeText } from '../escape-text.ts';
import { formatTime } from '../format-age.ts';
import { formatCount, formatPlural, formatShare } from '../format-quantity.ts';
import { escapeHtml } from '../html/escape-html.ts';

/** What a page says first. `word` and `sentence` are plain text. */
export interface Head {
  readonly verdict: Verdict;
  readonly word: string;
  readonly sentence: string;
  /** What is not as it should be, each a sentence. */
  readonly gaps: readonly string[];
  /** Label and HTML. */
  readonly facts: readonly (readonly [string, string])[];
}

/** The verdict of a page and the figures below it, in the look of a report. */
export function writeVerdict({ verdict, word, sentence, gaps, facts }: Head): string {
  return [
    `<section class="verdict ${verdict}" aria-labelledby="verdict">`,
    `<p class="word">${escapeHtml(word)}</p><h1 id="verdict">${escapeHtml(escapeText(sentence))}</h1>`,
    ...gaps.map((gap) => `<p class="gap">${escapeHtml(escapeText(gap))}</p>`),
    `<dl class="facts">${facts.map(([label, html]) => `<div><dt>${label}</dt><dd>${html}</dd></div>`).join('')}</dl></section>`,
  ].join('\n');
}

/** The figures that every page has. */
export function listFacts(sum: HistorySum): [string, string][] {
  const { days, asOf, open, opened, resolved, runs, failed, missed } = sum;
  const coverage = days.at(-1)?.coverage;
  const span = `in ${formatPlural(days.length, 'day')}`;
  return [
    ['As of', asOf === undefined ? 'nothing was read yet' : `<time>${escapeHtml(formatTime(asOf))}</time>`],
    ['Open', `<b>${formatCount(open)}</b> now; ${formatCount(opened)} opened and ${formatCount(resolved)} resolved ${span}`],
    ['To detect', describeMean(sum.detect, 'departure', 'whose beginning the cluster recorded')],
    ['To resolve', describeMean(sum.resolve, 'departure', 'that ended')],
    [
      'Coverage',
      coverage === undefined ? 'not known: unmanaged objects were not looked for' : `${formatShare(coverage)} of what is there is in git`,
    ],
    ['Checks', `${formatPlural(runs, 'reading')} ${span}, ${formatCount(failed)} failed, ${formatCount(missed)} missed`],
  ];
}

function describeMean(durations: Durations, one: string, which: string): string {
  const mean = meanOf(durations);
  return mean === undefined
    ? 'not known yet'
    : `<b>${formatMinutes(mean)}</b> on average, over ${formatPlural(durations[0], one)} ${which}`;
}
