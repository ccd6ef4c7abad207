import { buildReading } from '../../core/history/build-point.ts';
import type { CheckBook } from '../../core/incident/check-book.ts';
import type { DriftReport } from '../../core/report.ts';
import { BOOKS } from '../incidents/record-run.ts';
import { type HistoryPlace, keepHistory, writeIndex } from './keep-history.ts';

/** Brings the history beside the reports of a folder, and its pages, up to date with a report whose incidents are kept there already. */
export async function keepLocalHistory(place: HistoryPlace, report: DriftReport, reportKey: string): Promise<void> {
  const book = await place.documents.read<CheckBook>(BOOKS, report.check.id);
  if (book === undefined) return;
  await keepHistory(place, { point: buildReading(report, reportKey), book: book.value }, report);
  await writeIndex(place);
}
