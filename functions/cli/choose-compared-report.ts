import type { DriftReport } from '../core/report.ts';
import { parseReportKey } from '../core/report-key.ts';
import { USUAL_STORE } from '../io/local-report-store.ts';
import type { ReportStore } from '../io/report-store.ts';
import { listKeys } from '../io/reports/list-rows.ts';
import { absent, chooseOnly, chooseStoredReport } from './choose-stored-report.ts';
import { usageError } from './parse-arguments.ts';
import { findTime } from './parse-time.ts';
import { readReportFile } from './read-report-file.ts';

/** Where to look for a report that is named. `cluster`: whose it is where the name does not say. */
export interface ComparedChoice {
  readonly command: string;
  readonly cluster: string | undefined;
  readonly from: string | undefined;
  readonly now: string;
}

const LATEST = /^latest(?:~(\d{1,5}))?$/;

/**
 * The report that is meant by a key (`reports/…`), a file (`….json`), `latest`, `latest~2`, a time, or the name of a cluster; `CLUSTER@` may stand before
 * `latest` and a time. Throws PlumblineError that says what there is instead.
 */
export async function chooseComparedReport(store: ReportStore, text: string, choice: ComparedChoice): Promise<DriftReport> {
  const place = choice.from ?? USUAL_STORE;
  if (parseReportKey(text) !== undefined) {
    const report = await store.read(text);
    if (report === undefined) throw absent(`${place} has no report ${text}`);
    return report;
  }
  if (text.endsWith('.json')) return (await readReportFile(text)).report;
  const split = text.lastIndexOf('@');
  const [named, when] = split < 0 ? [undefined, text] : [text.slice(0, split), text.slice(split + 1)];
  const { command, from, now } = choice;
  const at = findTime(when, now);
  const [latest, back] = LATEST.exec(when) ?? [];
  if (at === undefined && latest === undefined) return chooseOther(store, text, choice);
  const cluster = named ?? choice.cluster ?? (await chooseOnly(store, command, from));
  const nth = Number(back ?? 0);
  if (nth === 0) return (await chooseStoredReport(store, { command, cluster, time: at === undefined ? undefined : when, at, from })).report;
  const key = (await listKeys(store, [cluster], { limit: nth + 1 }))[nth];
  const report = key === undefined ? undefined : await store.read(key.key);
  if (report === undefined) throw absent(`${place} has no ${nth + 1} reports of ${cluster}`);
  return report;
}

/** A cluster by its name: its latest report. */
async function chooseOther(store: ReportStore, text: string, { command, from }: ComparedChoice): Promise<DriftReport> {
  if (!(await store.listClusters()).includes(text))
    throw usageError(
      command,
      `${text} is no report: a key of "plumbline report list -o json", a file that ends in .json, latest, latest~1, a time like 2026-11-04T03:00:00Z or 3h, or a cluster, each also as CLUSTER@latest~1`,
    );
  return (await chooseStoredReport(store, { command, cluster: text, time: undefined, at: undefined, from })).report;
}
