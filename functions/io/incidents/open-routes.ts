import { buildAlert } from '../../core/alert/build-alert.ts';
import type { RouteConfig } from '../../core/config/fleet-config.ts';
import type { Incident } from '../../core/incident/incident.ts';
import type { DriftReport } from '../../core/report.ts';
import type { ChannelWorld } from '../channels/channel.ts';
import { openRoute } from '../open-route.ts';
import type { TellingRoute } from './tell-incidents.ts';

/** Reports that are read for one message; of an incident over more clusters the first ones are shown. */
const MOST_REPORTS = 5;

/** What routes need beside their channels. */
export interface RouteWorld extends ChannelWorld {
  /** A stored report by its key; undefined where it is gone. */
  readonly readReport: (key: string) => Promise<DriftReport | undefined>;
  /** Where people open a report. */
  readonly reportUrl: (key: string) => string | undefined;
  /** What `plumbline report --from` takes. */
  readonly from: string;
}

/** The routes of a configuration, ready to be told. A report is read once, however many messages are about it. */
export function openRoutes(routes: readonly RouteConfig[], world: RouteWorld): TellingRoute[] {
  const reports = new Map<string, Promise<DriftReport | undefined>>();
  const readReport = (key: string): Promise<DriftReport | undefined> => {
    const reading = reports.get(key) ?? world.readReport(key);
    reports.set(key, reading);
    return reading;
  };
  return routes.map((route) =>
    openRoute(route, world, async (thread, incident, ended) => {
      if (thread.pending === undefined) throw new Error(`nothing is pending for ${thread.route} of ${thread.incident}`);
      const keys = listReports(incident);
      const read = await Promise.all([...keys].slice(0, MOST_REPORTS).map(async ([check, key]) => [check, await readReport(key)] as const));
      return buildAlert(thread, thread.pending, incident, {
        now: world.now(),
        reports: new Map(read.flatMap(([check, report]) => (report === undefined ? [] : [[check, report] as const]))),
        reportUrl: (check) => {
          const key = keys.get(check);
          return key === undefined ? undefined : world.reportUrl(key);
        },
        from: world.from,
        ended,
      });
    }),
  );
}

function listReports(incident: Incident | undefined): ReadonlyMap<string, string> {
  const members = incident?.members ?? [];
  return new Map(members.flatMap(({ check, reportKey }) => (reportKey === undefined ? [] : [[check, reportKey] as const])));
}
