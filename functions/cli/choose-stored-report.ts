import { PlumblineError } from '../core/errors.ts';
import { USUAL_STORE } from '../io/local-report-store.ts';
import type { KeptReport, ReportStore } from '../io/report-store.ts';
import { usageError } from './parse-arguments.ts';

/** Which stored report is meant. `time` is what was typed, `at` what it means; `cluster` may be left out where there is one only. */
export interface StoredReportChoice {
  readonly command: string;
  readonly cluster: string | undefined;
  readonly time: string | undefined;
  readonly at: string | undefined;
  readonly from: string | undefined;
}

/** The stored report that is meant. Throws PlumblineError that says what there is instead. */
export async function chooseStoredReport(
  store: ReportStore,
  { command, time, at, from, ...choice }: StoredReportChoice,
): Promise<KeptReport> {
  const cluster = choice.cluster ?? (await chooseOnly(store, command, from));
  const kept = await store.readKept(cluster, at);
  if (kept === undefined) throw await explainAbsence(store, cluster, time, from);
  return kept;
}

/** The clusters that are meant: those named, or all of which there are reports. Throws PlumblineError where there is no report of one, or none at all. */
export async function chooseClusters(store: ReportStore, named: readonly string[], from: string | undefined): Promise<readonly string[]> {
  const known = await store.listClusters();
  const missing = named.find((cluster) => !known.includes(cluster));
  if (missing !== undefined) throw await explainAbsence(store, missing, undefined, from);
  if (known.length === 0) throw absent(`no reports are stored in ${from ?? USUAL_STORE}`);
  return named.length === 0 ? known : [...new Set(named)];
}

/** The only cluster of which reports are stored. Throws PlumblineError where there are several, or none. */
export async function chooseOnly(store: ReportStore, command: string, from: string | undefined): Promise<string> {
  const [only, ...others] = await store.listClusters();
  if (only === undefined) throw absent(`no reports are stored in ${from ?? USUAL_STORE}`);
  if (others.length === 0) return only;
  throw usageError(command, `name the cluster: there are reports of ${describeNames([only, ...others])}`);
}

async function explainAbsence(
  store: ReportStore,
  cluster: string,
  time: string | undefined,
  from: string | undefined,
): Promise<PlumblineError> {
  const place = from ?? USUAL_STORE;
  const clusters = await store.listClusters();
  if (clusters.includes(cluster) && time !== undefined) return absent(`${place} has no report of ${cluster} as early as ${time}`);
  const known = clusters.length === 0 ? '' : `; there are reports of ${describeNames(clusters)}`;
  return absent(`${place} has no report of ${cluster}${known}`);
}

/** There is no such report: an error that says where reports come from. */
export function absent(message: string): PlumblineError {
  return new PlumblineError('usage', message, { advice: '"plumbline check --store" stores one; --from names where to look.' });
}

function describeNames(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
