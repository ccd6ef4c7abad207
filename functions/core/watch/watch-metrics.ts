import type { Metric } from '../metrics/metric.ts';
import type { WatchResult } from './find-stale.ts';

/** `StaleChecks` is there at every run, 0 when all is well. */
export function buildWatchMetrics({ stale, ages }: WatchResult): Metric[] {
  return [
    { name: 'StaleChecks', unit: 'Count', value: stale.length },
    { name: 'ExpectedChecks', unit: 'Count', value: ages.length },
    ...ages.map(({ check, seconds }): Metric => ({ name: 'SecondsSinceComplete', unit: 'Seconds', value: seconds, cluster: check })),
  ];
}
