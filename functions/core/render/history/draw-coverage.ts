import type { SummedDay } from '../../history/sum-histories.ts';
import { CHART, placeDay, round } from './chart.ts';

const FLOORS = [0.99, 0.95, 0.9, 0.8, 0.5];

/** Where the scale of coverage begins, so that what moves can be seen; the page tells it. */
export function findFloor(days: readonly SummedDay[]): number {
  const least = days.reduce((low, { coverage = 1 }) => Math.min(low, coverage), 1);
  return FLOORS.find((floor) => least > floor) ?? 0;
}

/** Coverage as a line; where it is not known the line is broken. */
export function drawCoverage(days: readonly SummedDay[]): string[] {
  const floor = findFloor(days);
  const path = days.map(({ coverage }, index) => {
    if (coverage === undefined) return '';
    const { x, width } = placeDay(index, days.length);
    const y = CHART.height - 2 - ((coverage - floor) / (1 - floor)) * (CHART.height - 4);
    const [from, to] = [round(x), round(x + width)];
    return `${index > 0 && days[index - 1]?.coverage !== undefined ? 'L' : 'M'}${from} ${round(y)}H${to}`;
  });
  return [`<path class="line" d="${path.join('')}"/>`];
}
