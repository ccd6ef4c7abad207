import { PlumblineError } from '../../core/errors.ts';
import { addPoint } from '../../core/history/add-point.ts';
import { buildReading } from '../../core/history/build-point.ts';
import { type CheckHistory, type HistoryPoint, isReading } from '../../core/history/check-history.ts';
import { HISTORIES } from '../../core/history/history-keys.ts';
import { keepLost } from '../../core/history/keep-lost.ts';
import { observeReport } from '../../core/incident/build-observation.ts';
import type { CheckBook } from '../../core/incident/check-book.ts';
import type { IncidentSettings } from '../../core/incident/incident-settings.ts';
import { observeRun } from '../../core/incident/observe-run.ts';
import type { DriftReport } from '../../core/report.ts';
import type { ReportStore } from '../report-store.ts';
import { type HistoryPlace, writeCheckPages, writeIndex } from './keep-history.ts';

export interface RebuildOptions {
  readonly settings: IncidentSettings;
  /** Of the schedule of a check; undefined where it has none. */
  readonly intervalOf: (check: string) => number | undefined;
  /** Hears of each report that was read, and of each that is damaged and was left out. */
  readonly onReport: (check: string, done: number, total: number) => void;
  readonly onDamaged: (key: string, error: unknown) => void;
}

/**
 * Makes the histories anew from the stored reports, one report in memory at a time, by what each run would have done. Runs that left no report are known
 * from the history that is there, and kept.
 */
export async function rebuildHistory(reports: ReportStore, place: HistoryPlace, options: RebuildOptions): Promise<number> {
  let count = 0;
  for (const check of await reports.listClusters()) count += await rebuildCheck(reports, place, check, options);
  await writeIndex(place);
  return count;
}

async function rebuildCheck(
  reports: ReportStore,
  place: HistoryPlace,
  check: string,
  { settings, intervalOf, onReport, onDamaged }: RebuildOptions,
): Promise<number> {
  const before = await place.documents.read<CheckHistory>(HISTORIES, check);
  const keys: string[] = [];
  for await (const { key } of reports.list(check)) keys.unshift(key);
  let book: CheckBook | undefined;
  let history: CheckHistory | undefined;
  let newest: DriftReport | undefined;
  const add = (point: HistoryPoint): void => {
    if (book !== undefined) history = addPoint(history, { point, book, everyMinutes: intervalOf(check) ?? before?.value.everyMinutes });
  };
  for (const [index, key] of keys.entries()) {
    try {
      const report = await reports.read(key);
      if (report === undefined) continue;
      book = observeRun(book, observeReport(report, { run: key, reportKey: key }, settings), settings);
      add(buildReading(report, key));
      newest = report;
    } catch (error) {
      if (!(error instanceof PlumblineError)) throw error;
      onDamaged(key, error);
    }
    onReport(check, index + 1, keys.length);
  }
  for (const point of before?.value.points ?? []) if (!isReading(point)) add(point);
  if (history === undefined) return 0;
  const rebuilt = keepLost(history, before?.value);
  if ((await place.documents.write(HISTORIES, check, rebuilt, before?.version)) === undefined)
    throw new PlumblineError('runtime', `a run of ${check} ended while its history was made anew`, {
      advice: 'Try again; nothing was lost.',
    });
  await writeCheckPages(place, rebuilt, newest);
  return keys.length;
}
