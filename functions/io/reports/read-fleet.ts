import { messageOf } from '../../core/errors.ts';
import { createFleetBuilder } from '../../core/fleet/build-fleet.ts';
import type { FleetView } from '../../core/fleet/fleet-view.ts';
import { forEachConcurrently } from '../kube/for-each-concurrently.ts';
import type { ReportStore } from '../report-store.ts';

/** Reports that are read at once: each is held whole while it is. */
const AT_ONCE = 4;

/** What to look at: these clusters, in the reports in force at a time (the newest where none is named), and one source where `only` names it. */
export interface FleetRequest {
  readonly clusters: readonly string[];
  readonly at?: string;
  readonly only?: string;
}

/** The reports of a fleet beside each other. One that cannot be read is named, and keeps none of the others. */
export async function readFleet(store: ReportStore, { clusters, at, only }: FleetRequest): Promise<FleetView> {
  const fleet = createFleetBuilder(only);
  await forEachConcurrently(clusters, AT_ONCE, async (cluster) => {
    try {
      const report = at === undefined ? await store.readLatest(cluster) : await store.readAt(cluster, at);
      if (report === undefined) fleet.addUnread(cluster, at === undefined ? 'no report is stored' : 'no report is as early as that');
      else fleet.add(report);
    } catch (error) {
      fleet.addUnread(cluster, messageOf(error));
    }
  });
  return fleet.build();
}
