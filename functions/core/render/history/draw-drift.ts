import type { SummedDay } from '../../history/sum-histories.ts';
import { SEVERITIES } from '../../severity/severity.ts';
import { CHART, drawBars, placeDay } from './chart.ts';

/** The most departures that any of these days has. */
export function findPeak(days: readonly SummedDay[]): number {
  return days.reduce((peak, day) => Math.max(peak, countDrift(day)), 0);
}

/** Departures of a day, of all severities. */
export function countDrift({ severities }: SummedDay): number {
  return severities.reduce((sum, count) => sum + count, 0);
}

/** Departures of each day as bars, the worst at the foot, where they can be compared. A day before anything was read has none. */
export function drawDrift(days: readonly SummedDay[], height: number = CHART.height): string[] {
  const scale = height / Math.max(1, findPeak(days));
  return SEVERITIES.map((level, nth) =>
    drawBars(
      level,
      days.map(({ severities }, index) => {
        const below = severities.slice(0, nth).reduce((sum, count) => sum + count, 0);
        const count = severities[nth] ?? 0;
        return { ...placeDay(index, days.length), y: height - (below + count) * scale, height: count * scale };
      }),
    ),
  );
}
