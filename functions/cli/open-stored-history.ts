import { resolve } from 'node:path';
import { openLocalDocuments } from '../io/documents/local-documents.ts';
import type { HistoryPlace } from '../io/history/keep-history.ts';
import { openLocalPages } from '../io/history/local-pages.ts';
import { USUAL_STORE } from '../io/local-report-store.ts';
import type { ReportStore } from '../io/report-store.ts';
import { withStoredReports } from './open-stored-reports.ts';

/** Histories, and the reports that they are of. */
export interface StoredHistory extends HistoryPlace {
  readonly reports: ReportStore;
  /** Where a page is, for people: a path or `s3://…`. */
  readonly locate: (key: string) => string;
  /** An address that reads a page for so many seconds, for whoever has it; absent in a folder. */
  readonly sign?: (key: string, seconds: number) => Promise<string>;
}

/** Calls `use` with the histories beside the reports of the place that was named. */
export async function withStoredHistory<T>(
  command: string,
  from: string | undefined,
  use: (stored: StoredHistory) => Promise<T>,
): Promise<T> {
  return withStoredReports(command, from, async (reports, bucket) => {
    if (bucket === undefined) {
      const folder = from ?? USUAL_STORE;
      const documents = openLocalDocuments(folder, Date.now);
      return use({ documents, pages: openLocalPages(folder), reports, locate: (key) => resolve(folder, ...key.split('/')) });
    }
    const [{ openS3Files }, { openS3Documents }, { openS3Pages }, { signReportLink }] = await Promise.all([
      import('../io/aws/s3-files.ts'),
      import('../io/documents/s3-documents.ts'),
      import('../io/history/s3-pages.ts'),
      import('../io/reports/sign-report-link.ts'),
    ]);
    const { client, place } = bucket;
    const files = openS3Files(client, place);
    return use({
      documents: openS3Documents(files, Date.now),
      pages: openS3Pages(files),
      reports,
      locate: (key) => `s3://${place.bucket}/${place.prefix ?? ''}${key}`,
      sign: (key, seconds) => signReportLink(client, place, key, seconds),
    });
  });
}
