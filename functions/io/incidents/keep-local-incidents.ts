import { describeEnding } from '../../core/alert/describe-ending.ts';
import type { Config } from '../../core/config.ts';
import { observeReport } from '../../core/incident/build-observation.ts';
import { listAccepted } from '../../core/incident/list-accepted.ts';
import type { DriftLife, LifeEvent } from '../../core/render/drift-life.ts';
import type { DriftReport } from '../../core/report.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import { listOpen } from './list-open.ts';
import { recordRun } from './record-run.ts';
import { type TellingRoute, tellIncidents } from './tell-incidents.ts';

/** What is kept, and how patient it is. */
export interface KeptReport {
  readonly report: DriftReport;
  readonly reportKey: string;
  readonly config: Pick<Config, 'alerts' | 'accepted'>;
  /** RFC 3339. */
  readonly now: string;
}

/**
 * Brings the incidents beside the reports of a folder up to date with a report, and says what is new since the check before: who reads a terminal is a
 * route like any other, one for each cluster, that is told at once and never reminded.
 */
export async function keepLocalIncidents(store: DocumentStore, { report, reportKey, config, now }: KeptReport): Promise<DriftLife> {
  const settings = { ...config.alerts, changeMinutes: 0, reminderMinutes: [] };
  const accepted = listAccepted(config.accepted);
  const book = await recordRun(store, observeReport(report, { run: reportKey, reportKey }, settings), settings);
  const events: LifeEvent[] = [];
  await tellIncidents(store, [openTerminalRoute(report.check.id, now, events)], { now: () => now, settings, accepted });
  const here = (await listOpen(store, now, accepted)).filter(({ incident }) =>
    incident.members.some(({ check }) => check === report.check.id),
  );
  const since = here.map(({ incident }) => incident.onset ?? incident.openedAt).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
  return {
    events,
    open: here.length,
    snoozed: here.filter(({ state }) => state === 'snoozed').length,
    pending: book.entries.filter(({ state, absentSince }) => state === 'pending' && absentSince === undefined).length,
    ...(since === undefined ? {} : { since }),
  };
}

function openTerminalRoute(check: string, now: string, events: LifeEvent[]): TellingRoute {
  return {
    name: `terminal@${encodeURIComponent(check)}`,
    concerns: (member) => member.check === check,
    isQuietAt: () => false,
    send: async ({ incident, title, openedAt, pending }, _incident, ended) => {
      const endings = (pending?.removed ?? []).flatMap((key) =>
        (ended.get(key)?.endings ?? []).map((ending) => describeEnding(ending, now)),
      );
      // How many are snoozed is told with what is open.
      if (pending !== undefined && pending.type !== 'snoozed')
        events.push({ type: pending.type, incident, title, openedAt, endings: [...new Set(endings)] });
      return undefined;
    },
  };
}
