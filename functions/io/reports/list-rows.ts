import { messageOf } from '../../core/errors.ts';
import { compareText } from '../../core/kube-object.ts';
import type { ReportKey } from '../../core/report-key.ts';
import { buildReportRow, type ReportRow } from '../../core/report-row.ts';
import { forEachConcurrently } from '../kube/for-each-concurrently.ts';
import type { ListOptions, ReportStore } from '../report-store.ts';

/** Reports that are read at once: each is held whole while it is. */
const AT_ONCE = 4;

/** Keys of some clusters, at most `limit` each: by cluster, newest first. Days are listed only as far as that needs. */
export async function listKeys(
  store: ReportStore,
  clusters: readonly string[],
  { limit, ...span }: ListOptions & { readonly limit: number },
): Promise<readonly ReportKey[]> {
  const byCluster = new Map<string, ReportKey[]>();
  await forEachConcurrently(clusters, AT_ONCE, async (cluster) => {
    const keys: ReportKey[] = [];
    byCluster.set(cluster, keys);
    if (limit < 1) return;
    for await (const key of store.list(cluster, span)) {
      keys.push(key);
      if (keys.length >= limit) return;
    }
  });
  return [...byCluster].sort(([a], [b]) => compareText(a, b)).flatMap(([, keys]) => keys);
}

/** A line for each of these reports, in their order. One that is damaged says so, and keeps none of the others. */
export async function readRows(store: ReportStore, keys: readonly ReportKey[]): Promise<readonly ReportRow[]> {
  const rows = new Map<ReportKey, ReportRow>();
  await forEachConcurrently(keys, AT_ONCE, async (key) => {
    try {
      const report = await store.read(key.key);
      rows.set(key, report === undefined ? { ...key, damaged: 'it was deleted meanwhile' } : buildReportRow(key, report));
    } catch (error) {
      rows.set(key, { ...key, damaged: messageOf(error) });
    }
  });
  return keys.flatMap((key) => rows.get(key) ?? []);
}
