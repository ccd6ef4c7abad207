import type { Config } from '../core/config.ts';
import type { DriftLife } from '../core/render/drift-life.ts';
import type { DriftReport } from '../core/report.ts';
import { openLocalDocuments } from '../io/documents/local-documents.ts';
import { keepLocalHistory } from '../io/history/keep-local-history.ts';
import { openLocalPages } from '../io/history/local-pages.ts';
import { keepLocalIncidents } from '../io/incidents/keep-local-incidents.ts';
import { openLocalReportStore } from '../io/local-report-store.ts';

/** A folder with reports, and with the incidents that they make. */
export interface LocalStore {
  /** The latest report that is not damaged; undefined where there is none. */
  readonly readBefore: (check: string) => Promise<DriftReport | undefined>;
  /** Keeps a report, and says what it means for the incidents of its cluster. `failed`: why the pages of its history are not up to date. */
  readonly keep: (report: DriftReport, config: Config, now: string) => Promise<{ readonly life: DriftLife; readonly failed?: unknown }>;
}

/** Several processes may keep reports in one folder: every write is on condition. */
export function openLocalStore(folder: string): LocalStore {
  const reports = openLocalReportStore(folder);
  return {
    readBefore: (check) => reports.readLatest(check).catch(() => undefined),
    keep: async (report, config, now) => {
      const { key, stored } = await reports.store(report);
      const kept = stored ? report : ((await reports.read(key)) ?? report);
      const documents = openLocalDocuments(folder, () => Date.parse(now));
      const life = await keepLocalIncidents(documents, { report: kept, reportKey: key, config, now });
      try {
        await keepLocalHistory({ documents, pages: openLocalPages(folder) }, kept, key);
        return { life };
      } catch (failed) {
        return { life, failed };
      }
    },
  };
}
