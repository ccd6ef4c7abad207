import type { HistorySum, SummedDay } from '../../history/sum-histories.ts';
import { SEVERITIES } from '../../severity/severity.ts';
import { formatCount, formatPlural, formatShare } from '../format-quantity.ts';
import { writeChart } from './chart.ts';
import { CHECKS_HEIGHT, drawChecks, judgeDay } from './draw-checks.ts';
import { drawCoverage, findFloor } from './draw-coverage.ts';
import { countDrift, drawDrift, findPeak } from './draw-drift.ts';
import { drawLives, findMostLives } from './draw-lives.ts';

/** The pictures of a page, each with its scale and what it says in words, and all of it as a table. */
export function writeCharts(sum: HistorySum): string {
  const { days } = sum;
  const last = days.at(-1);
  if (last === undefined) return '';
  const peak = findPeak(days);
  const most = findMostLives(days);
  const covered = days.filter(({ coverage }) => coverage !== undefined);
  const lost = days.filter((day) => judgeDay(day) === 'lost').length;
  const known = last.coverage === undefined ? 'not known' : formatShare(last.coverage);
  const count = formatPlural(days.length, 'day');
  return [
    '<section class="charts" aria-labelledby="charts">',
    `<h2 id="charts">The last ${count}</h2>`,
    writeFigure(days, {
      heading: 'Drift over time',
      scale: `at most ${formatPlural(peak, 'object')}`,
      legend: SEVERITIES.map((level) => [level, level]),
      chart: writeChart(
        {
          id: 'drift',
          title: 'Drift over time',
          description: `Objects that depart, as last read each day, by severity. ${formatCount(countDrift(last))} on ${last.day}; at most ${formatCount(peak)} in ${count}.`,
        },
        drawDrift(days),
      ),
    }),
    writeFigure(days, {
      heading: 'Opened and resolved',
      scale: `at most ${formatCount(most)} a day`,
      legend: [
        ['opened', 'opened, above the line'],
        ['resolved', 'resolved, below it'],
      ],
      chart: writeChart(
        {
          id: 'lives',
          title: 'Opened and resolved each day',
          description: `${formatPlural(sum.opened, 'departure')} opened and ${formatCount(sum.resolved)} resolved in ${count}.`,
        },
        drawLives(days),
      ),
    }),
    covered.length === 0
      ? ''
      : writeFigure(days, {
          heading: 'Coverage',
          scale: `from ${formatShare(findFloor(days))} to 100 %`,
          legend: [['line', 'objects that are in git']],
          chart: writeChart(
            { id: 'coverage', title: 'Coverage', description: `The share of all objects that is in git: ${known} on ${last.day}.` },
            drawCoverage(days),
          ),
        }),
    writeFigure(days, {
      heading: 'Checks',
      scale: `${formatPlural(sum.failed, 'run')} failed, ${formatCount(sum.missed)} missed, ${formatCount(sum.partial)} with gaps`,
      legend: [
        ['whole', 'all read'],
        ['partial', 'with gaps'],
        ['lost', 'failed or missed'],
      ],
      chart: writeChart(
        {
          id: 'checks',
          title: 'How the checks of each day went',
          description: `On ${formatCount(lost)} of ${count} a run failed or never came.`,
          height: CHECKS_HEIGHT,
        },
        drawChecks(days),
      ),
    }),
    `<details class="figures"><summary>The same in figures, day by day</summary>${writeTable(days)}</details></section>`,
  ].join('\n');
}

interface Figure {
  readonly heading: string;
  readonly scale: string;
  readonly legend: readonly (readonly [name: string, text: string])[];
  readonly chart: string;
}

function writeFigure(days: readonly SummedDay[], { heading, scale, legend, chart }: Figure): string {
  const keys = legend.map(
    ([name, text]) => `<li><svg viewBox="0 0 10 10" aria-hidden="true"><path class="${name}" d="M0 0h10v10h-10z"/></svg>${text}</li>`,
  );
  return [
    `<figure><figcaption><b>${heading}</b> <span class="scale">${scale}</span></figcaption>${chart}`,
    `<div class="ends"><span>${days[0]?.day ?? ''}</span><ul class="legend">${keys.join('')}</ul><span>${days.at(-1)?.day ?? ''}</span></div></figure>`,
  ].join('');
}

const COLUMNS = ['Day', 'Critical', 'High', 'Medium', 'Low', 'Opened', 'Resolved', 'Coverage', 'Read', 'With gaps', 'Failed', 'Missed'];

function writeTable(days: readonly SummedDay[]): string {
  const rows = days.toReversed().map((day) => {
    const { severities, known, opened, resolved, coverage, runs, partial, failed, missed } = day;
    const drift = severities.map((count) => (known === 0 ? '' : formatCount(count)));
    const cells = [
      ...drift,
      ...[opened, resolved].map(formatCount),
      coverage === undefined ? '' : formatShare(coverage),
      ...[runs, partial, failed, missed].map(formatCount),
    ];
    return `<tr><th scope="row">${day.day}</th>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const head = COLUMNS.map((name) => `<th scope="col">${name}</th>`).join('');
  return `<div class="scroll" role="region" aria-label="Figures day by day" tabindex="0"><table class="numbers"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}
