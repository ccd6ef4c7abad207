import type { SummedDay } from '../../history/sum-histories.ts';
import { drawBars, placeDay } from './chart.ts';

export const CHECKS_HEIGHT = 24;

/** How the runs of a day went, by the worst of them. `none`: nothing was to run. */
export type DayState = 'whole' | 'partial' | 'lost' | 'none';

/** `lost`: a run failed or never came; `partial`: one had gaps. */
export function judgeDay({ runs, partial, failed, missed }: SummedDay): DayState {
  if (failed + missed > 0) return 'lost';
  if (partial > 0) return 'partial';
  return runs > 0 ? 'whole' : 'none';
}

/** A strip of days. States differ in height as well, so that nobody needs the colours. */
const HEIGHTS: Readonly<Record<DayState, number>> = { whole: 6, partial: 14, lost: CHECKS_HEIGHT, none: 0 };

/** The worst run of each day. */
export function drawChecks(days: readonly SummedDay[]): string[] {
  const states = days.map(judgeDay);
  return (['whole', 'partial', 'lost'] as const).map((state) =>
    drawBars(
      state,
      states.map((own, index) => {
        const height = own === state ? HEIGHTS[state] : 0;
        return { ...placeDay(index, days.length), y: CHECKS_HEIGHT - height, height };
      }),
    ),
  );
}
