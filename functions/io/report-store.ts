import { PlumblineError } from '../core/errors.ts';
import { compareText } from '../core/kube-object.ts';
import { jsonRenderer } from '../core/render/render-json.ts';
import type { DriftReport } from '../core/report.ts';
import {
  buildClusterFolder,
  buildDayFolder,
  buildLatestKey,
  buildReportKey,
  isDay,
  parseClusterFolder,
  parseReportKey,
  REPORTS_FOLDER,
  type ReportKey,
} from '../core/report-key.ts';
import { parseReport } from './reports/parse-report.ts';
import type { ReportShelf } from './reports/report-shelf.ts';

/** Which reports to list: read at or after `since`, at or before `until` (RFC 3339). */
export interface ListOptions {
  readonly since?: string;
  readonly until?: string;
}

/** A report, and what was kept of it byte for byte. */
export interface KeptReport {
  readonly report: DriftReport;
  readonly content: Uint8Array;
}

/**
 * Stored reports. A cluster is called by the id of its check. What is damaged throws PlumblineError naming the file, and stays where it is:
 * an older report in its place would tell of a cluster that is no more.
 */
export interface ReportStore {
  /** Keeps a report, and makes it the latest where it is. `stored` is false where the same check (cluster, second, commit) was kept before. */
  readonly store: (report: DriftReport) => Promise<{ readonly key: string; readonly stored: boolean }>;
  /** Newest first; asked for day by day, so that who stops early asks little. */
  readonly list: (cluster: string, options?: ListOptions) => AsyncIterable<ReportKey>;
  readonly listClusters: () => Promise<readonly string[]>;
  readonly readLatest: (cluster: string) => Promise<DriftReport | undefined>;
  /** The report in force at a time: the last that was read at or before it. */
  readonly readAt: (cluster: string, time: string) => Promise<DriftReport | undefined>;
  /** The report in force at a time, or the latest, as it was kept. */
  readonly readKept: (cluster: string, time?: string) => Promise<KeptReport | undefined>;
  /** The report kept under a key; undefined where none is. */
  readonly read: (key: string) => Promise<DriftReport | undefined>;
  /** The same, as it was kept. */
  readonly readBytes: (key: string) => Promise<KeptReport | undefined>;
}

/** A store that keeps its reports on this shelf. */
export function openReportStore(shelf: ReportShelf): ReportStore {
  const readKey = async (key: string): Promise<KeptReport | undefined> => {
    const content = await shelf.read(key);
    return content === undefined ? undefined : { report: parseReport(content, key, shelf.describe(key)), content };
  };
  const readFirst = async (cluster: string, options: ListOptions): Promise<KeptReport | undefined> => {
    for await (const { key } of listReports(shelf, cluster, options)) return readKey(key);
    return undefined;
  };
  const readKept = async (cluster: string, time?: string): Promise<KeptReport | undefined> => {
    if (time !== undefined) return readFirst(cluster, { until: time });
    // The dated reports know first; the copy is what is left when all of them have expired.
    return (await readFirst(cluster, {})) ?? (await readKey(buildLatestKey(cluster)));
  };
  return {
    store: async (report) => {
      const key = buildReportKey(report);
      const content = Buffer.from(jsonRenderer.render(report, { colour: false, width: 0, now: report.readAt, explain: true }));
      const stored = await shelf.create(key, content);
      // Also where it was there before: whoever kept it may have ended in between. What counts is what was kept, not what came second.
      const kept = stored ? content : await shelf.read(key);
      if (kept && !stored) parseReport(kept, key, shelf.describe(key));
      if (kept) await shelf.advance(buildLatestKey(report.check.id), key, kept);
      return { key, stored };
    },
    list: (cluster, options = {}) => listReports(shelf, cluster, options),
    listClusters: async () => {
      const clusters = (await shelf.listFolders(REPORTS_FOLDER)).map(parseClusterFolder);
      return clusters.filter((cluster) => cluster !== undefined).sort(compareText);
    },
    readLatest: async (cluster) => (await readKept(cluster))?.report,
    readAt: async (cluster, time) => (await readKept(cluster, time))?.report,
    readKept,
    read: async (key) => (await readKey(key))?.report,
    readBytes: readKey,
  };
}

async function* listReports(shelf: ReportShelf, cluster: string, { since, until }: ListOptions): AsyncGenerator<ReportKey> {
  const [first, last] = [toSecond(since), toSecond(until)];
  const days = (await shelf.listFolders(buildClusterFolder(cluster)))
    .filter(isDay)
    .filter((day) => (first === undefined || day >= first.slice(0, 10)) && (last === undefined || day <= last.slice(0, 10)))
    .sort(compareText)
    .reverse();
  for (const day of days) {
    const keys = [...(await shelf.listFiles(buildDayFolder(cluster, day)))].sort(compareText).reverse();
    for (const key of keys) {
      const parsed = parseReportKey(key);
      if (parsed && (first === undefined || parsed.at >= first) && (last === undefined || parsed.at <= last)) yield parsed;
    }
  }
}

/** A time as keys tell it: UTC, to the second. */
function toSecond(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  const at = new Date(time);
  if (Number.isNaN(at.getTime()))
    throw new PlumblineError('usage', `${JSON.stringify(time)} is no time: write it like 2026-11-04T03:00:00Z`);
  return `${at.toISOString().slice(0, 19)}Z`;
}
