import type { CheckBook } from '../../core/incident/check-book.ts';
import type { IncidentSettings } from '../../core/incident/incident-settings.ts';
import { observeRun } from '../../core/incident/observe-run.ts';
import type { Observation } from '../../core/incident/sighting.ts';
import type { DocumentStore } from '../documents/document-store.ts';

/** Partition of the books, by check. */
export const BOOKS = 'incidents/books';
const MOST_ATTEMPTS = 10;

/** Writes what a run saw into the book of its check. The same run again, or an earlier one, changes nothing. */
export async function recordRun(store: DocumentStore, seen: Observation, settings: IncidentSettings): Promise<CheckBook> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const before = await store.read<CheckBook>(BOOKS, seen.check);
    const book = observeRun(before?.value, seen, settings);
    if (book === before?.value || (await store.write(BOOKS, seen.check, book, before?.version)) !== undefined) return book;
  }
  throw new Error(`the incidents of ${seen.check} are being written by others again and again`);
}
