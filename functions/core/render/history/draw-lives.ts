import type { SummedDay } from '../../history/sum-histories.ts';
import { CHART, drawBars, placeDay } from './chart.ts';

/** What was opened on each day above the line, what was gone below it; both on one scale. */
export function drawLives(days: readonly SummedDay[]): string[] {
  const most = findMostLives(days);
  const [middle, scale] = [CHART.height / 2, (CHART.height / 2 - 1) / Math.max(1, most)];
  return [
    drawBars(
      'opened',
      days.map(({ opened }, index) => ({ ...placeDay(index, days.length), y: middle - opened * scale, height: opened * scale })),
    ),
    drawBars(
      'resolved',
      days.map(({ resolved }, index) => ({ ...placeDay(index, days.length), y: middle, height: resolved * scale })),
    ),
    `<path class="axis" d="M0 ${middle}h${CHART.width}"/>`,
  ];
}

/** The most that were opened, or gone, on one day. */
export function findMostLives(days: readonly SummedDay[]): number {
  return days.reduce((most, { opened, resolved }) => Math.max(most, opened, resolved), 0);
}
