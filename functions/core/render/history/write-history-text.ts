import { formatMinutes } from '../../alert/format-minutes.ts';
import type { CheckHistory } from '../../history/check-history.ts';
import { judgeCheck } from '../../history/judge-check.ts';
import { type HistorySum, meanOf, sumHistories } from '../../history/sum-histories.ts';
import { escapeText } from '../escape-text.ts';
import { formatTime } from '../format-age.ts';
import { formatCount, formatPlural, formatShare } from '../format-quantity.ts';
import { createPaint } from '../paint.ts';
import { countDrift } from './draw-drift.ts';
import { countShownDays } from './write-index-page.ts';

/** How a terminal shows it. */
export interface HistoryTextOptions {
  readonly colour: boolean;
  readonly width: number;
}

const LABEL = 12;
const MOST_MANAGERS = 5;
const BARS = '▁▂▃▄▅▆▇█';

/** What the pages tell, on a screen: drift over time, each check in a line. */
export function writeHistoryText(histories: readonly CheckHistory[], { colour, width }: HistoryTextOptions): string {
  const sum = sumHistories(histories, countShownDays(histories));
  const paint = createPaint(colour);
  const names = histories.map(({ check }) => escapeText(check));
  const column = Math.max(LABEL, ...names.map(({ length }) => length)) + 2;
  const room = Math.max(10, Math.min(sum.days.length, width - column - 34));
  const label = (text: string): string => text.padEnd(column);
  const line = (name: string, figures: readonly number[], told: string): string => `${label(name)}${drawSparkline(figures, room)}  ${told}`;
  const drift = sum.days.map(countDrift);
  const means = [describeMean('to detect', sum, 'detect'), describeMean('to resolve', sum, 'resolve')];
  const coverage = sum.days.at(-1)?.coverage;
  return [
    paint.strong(
      `${formatPlural(histories.length, 'cluster')}, ${formatPlural(sum.days.length, 'day')} until ${formatTime(sum.asOf ?? '')}`,
    ),
    `${formatCount(sum.open)} open, ${formatCount(sum.opened)} opened, ${formatCount(sum.resolved)} resolved; ${means.join(', ')}`,
    '',
    line('drift', drift, `now ${formatCount(drift.at(-1) ?? 0)}, at most ${formatCount(Math.max(0, ...drift))}`),
    line(
      'opened',
      sum.days.map(({ opened }) => opened),
      '',
    ),
    line(
      'resolved',
      sum.days.map(({ resolved }) => resolved),
      '',
    ),
    line(
      'not checked',
      sum.days.map(({ failed, missed }) => failed + missed),
      `${formatPlural(sum.failed, 'run')} failed, ${formatCount(sum.missed)} missed`,
    ),
    `${label('coverage')}${coverage === undefined ? 'not known' : formatShare(coverage)}`,
    ...(histories.length > 1 ? [''] : []),
    ...(histories.length > 1 ? histories : []).map((history, nth) => {
      const { verdict, stale } = judgeCheck(history, sum.asOf ?? '');
      const own = sumHistories([history], sum.days.length).days.map(countDrift);
      const tone = verdict === 'drifted' ? paint.bad : verdict === 'in-sync' ? paint.good : paint.warning;
      const late = stale === undefined ? '' : paint.warning(', late');
      return `${label(names[nth] ?? '')}${drawSparkline(own, room)}  ${tone(verdict.replace('-', ' '))}${late}${own.at(-1) ? `, ${formatPlural(own.at(-1) ?? 0, 'object')}` : ''}`;
    }),
    ...describeManagers(sum),
  ]
    .map((text) => `${text.trimEnd()}\n`)
    .join('');
}

/** Figures as a line of bars, the most in each part of it; nothing is a dot. */
function drawSparkline(figures: readonly number[], width: number): string {
  const most = Math.max(1, ...figures);
  const parts = Math.min(width, figures.length);
  return Array.from({ length: parts }, (_, part) => {
    const own = figures.slice(Math.floor((part * figures.length) / parts), Math.floor(((part + 1) * figures.length) / parts));
    const value = Math.max(0, ...own);
    return value === 0 ? '·' : (BARS[Math.ceil((value / most) * BARS.length) - 1] ?? '');
  }).join('');
}

function describeMean(what: string, sum: HistorySum, which: 'detect' | 'resolve'): string {
  const mean = meanOf(sum[which]);
  return `${what} ${mean === undefined ? 'not known yet' : formatMinutes(mean)}`;
}

function describeManagers({ managers }: HistorySum): string[] {
  if (managers.length === 0) return [];
  const told = managers
    .slice(0, MOST_MANAGERS)
    .map(({ name, departures }) => `${name === '' ? 'nobody recorded' : escapeText(name)} ${formatCount(departures)}`);
  return ['', `who drifts most: ${told.join(', ')}`];
}
