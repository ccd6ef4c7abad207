import { addPoint, type HistoryEntry } from '../../core/history/add-point.ts';
import type { CheckHistory } from '../../core/history/check-history.ts';
import { buildCheckPageKey, buildNewestPageKey, HISTORIES, INDEX_KEY } from '../../core/history/history-keys.ts';
import { findNewest } from '../../core/history/sum-histories.ts';
import { writeCheckPage } from '../../core/render/history/write-check-page.ts';
import { writeIndexPage } from '../../core/render/history/write-index-page.ts';
import { htmlRenderer } from '../../core/render/render-html.ts';
import type { DriftReport } from '../../core/report.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { type PageShelf, updatePage } from './page-shelf.ts';

/** Histories and their pages, beside the reports. */
export interface HistoryPlace {
  readonly documents: DocumentStore;
  readonly pages: PageShelf;
}

const ATTEMPTS = 20;

/**
 * Brings history, page and newest report of one check up to date with a run of it, and touches nothing of any other. Can be killed anywhere and called
 * again: the same run leaves the same bytes. `report`: what the run read; absent where it failed.
 */
export async function keepHistory(place: HistoryPlace, entry: HistoryEntry, report?: DriftReport): Promise<CheckHistory> {
  const history = await storePoint(place.documents, entry);
  await writeCheckPages(place, history, report);
  return history;
}

/** Writes the pages of a check: of its history as it is stored when they are written, and of its newest report where it is this one. */
export async function writeCheckPages({ documents, pages }: HistoryPlace, { check }: CheckHistory, report?: DriftReport): Promise<void> {
  const readHistory = async (): Promise<CheckHistory | undefined> => (await documents.read<CheckHistory>(HISTORIES, check))?.value;
  if (report !== undefined)
    await updatePage(pages, buildNewestPageKey(check), async () => {
      const history = await readHistory();
      const newest = history && findNewest(history);
      return newest?.page && newest.at === report.readAt ? renderReport(report) : undefined;
    });
  await updatePage(pages, buildCheckPageKey(check), async () => {
    const history = await readHistory();
    if (history === undefined) throw new Error(`the history of ${check} is gone`);
    return writeCheckPage(history);
  });
}

/** Brings the page of all checks up to date with their histories. */
export async function writeIndex({ documents, pages }: HistoryPlace): Promise<void> {
  await updatePage(pages, INDEX_KEY, async () => writeIndexPage(await listHistories(documents)));
}

/** All histories that are kept, by check. */
export async function listHistories(documents: DocumentStore): Promise<CheckHistory[]> {
  return (await documents.list<CheckHistory>(HISTORIES)).map(({ value }) => value);
}

async function storePoint(documents: DocumentStore, entry: HistoryEntry): Promise<CheckHistory> {
  const { check } = entry.book;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await documents.read<CheckHistory>(HISTORIES, check);
    const history = addPoint(before?.value, entry);
    if (before !== undefined && JSON.stringify(history) === JSON.stringify(before.value)) return history;
    if ((await documents.write(HISTORIES, check, history, before?.version)) !== undefined) return history;
  }
  throw new Error(`the history of ${check} is being written by others again and again`);
}

function renderReport(report: DriftReport): string {
  return htmlRenderer.render(report, { colour: false, width: 100, now: report.readAt, explain: false });
}
