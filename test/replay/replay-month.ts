import type { Digest } from '../../functions/core/digest/digest.ts';
import type { CheckBook } from '../../functions/core/incident/check-book.ts';
import { DEFAULT_INCIDENT_SETTINGS, type IncidentSettings } from '../../functions/core/incident/incident-settings.ts';
import { measureMeanTimes } from '../../functions/core/incident/mean-times.ts';
import type { Sighting } from '../../functions/core/incident/sighting.ts';
import { BOOKS, recordRun } from '../../functions/io/incidents/record-run.ts';
import { type DigestRoute, tellDigests } from '../../functions/io/incidents/tell-digests.ts';
import { type TellingRoute, tellIncidents } from '../../functions/io/incidents/tell-incidents.ts';
import { createMemoryDocuments } from '../support/memory-documents.ts';
import { createRandom, DAY, type Event, generateEvents, sightEvent } from './generate-month.ts';

/** What became of a month, and what would have become of it with a message for each difference and run. */
export interface Month {
  readonly clusters: number;
  readonly days: number;
  readonly runs: number;
  readonly messages: number;
  readonly byType: Readonly<Record<string, number>>;
  readonly byTeam: Readonly<Record<string, number>>;
  readonly naive: number;
  readonly measured: { readonly toDetect: number; readonly toResolve: number };
  readonly truth: { readonly toDetect: number; readonly toResolve: number; readonly opened: number; readonly resolved: number };
  /** Somebody's changes as daily digests told them: every incident that one called new, or over. */
  readonly digests: { readonly sent: number; readonly opened: readonly string[]; readonly resolved: readonly string[] };
}

const START = Date.parse('2026-11-01T00:00:00Z');
const EVERY = 15;

/** Lives through a month of a fleet: every cluster read at every interval, and what there is to tell told to each team. */
export async function replayMonth(clusters: number, days: number, onDay: (day: number) => void = () => {}): Promise<Month> {
  const events = generateEvents(clusters, days, createRandom(42));
  const settings = DEFAULT_INCIDENT_SETTINGS;
  const store = createMemoryDocuments();
  const byType: Record<string, number> = {};
  const byTeam: Record<string, number> = {};
  let clock = '';
  let [messages, naive, runs] = [0, 0, 0];
  const routes = ['payments', 'shop', 'platform', 'data', 'search'].map(
    (team): TellingRoute => ({
      name: team,
      concerns: ({ entry }) => entry.team === team,
      isQuietAt: () => false,
      send: async ({ pending }) => {
        // A message that only updates another one in place interrupts nobody.
        if (pending === undefined || pending.quiet) return undefined;
        messages++;
        byType[pending.type] = (byType[pending.type] ?? 0) + 1;
        byTeam[team] = (byTeam[team] ?? 0) + 1;
        return undefined;
      },
    }),
  );
  const digests: Digest[] = [];
  const digestRoute: DigestRoute = {
    name: 'changes',
    digests: [{ every: 'day', at: '00:00', timeZone: 'UTC', empty: 'tell' }],
    // The objects of rollouts and flickers have lower numbers.
    concerns: ({ entry }) => Number(entry.ref.name.replace('app-', '')) >= 1_000,
    concernsCluster: () => true,
    isQuietAt: () => false,
    send: async (digest) => void digests.push(digest),
  };
  const waiting = [...events].sort((a, b) => b.begin - a.begin);
  let active: Event[] = [];
  for (let minute = EVERY; minute <= days * DAY; minute += EVERY) {
    while ((waiting.at(-1)?.begin ?? Number.POSITIVE_INFINITY) <= minute) active.push(waiting.pop() as Event);
    active = active.filter(({ end }) => end > minute);
    clock = new Date(START + minute * 60_000).toISOString();
    for (let cluster = 0; cluster < clusters; cluster++) {
      const sightings = sightCluster(active, cluster);
      const failed = sightings.filter(({ type }) => type === 'failed').slice(0, 1);
      const seen = failed.length > 0 ? failed : sightings;
      runs++;
      naive += seen.length;
      const check = `cluster-${cluster}`;
      const knows = failed.length > 0 ? ({ type }: Pick<Sighting, 'type'>) => type === 'failed' : () => true;
      await recordRun(store, { check, cluster: check, run: `${cluster}@${minute}`, at: clock, sightings: seen, knows }, settings);
    }
    await tellIncidents(store, routes, { now: () => clock, settings });
    if (minute % DAY !== 0) continue;
    await tellDigests(store, [digestRoute], { now: () => clock });
    onDay(minute / DAY);
  }
  const books = (await store.list<CheckBook>(BOOKS)).map(({ value }) => value);
  const period = { from: new Date(START).toISOString(), to: new Date(START + (days * DAY + 1) * 60_000).toISOString() };
  const { toDetect = Number.NaN, toResolve = Number.NaN } = measureMeanTimes(books.map(keepChanges), period);
  return {
    clusters,
    days,
    runs,
    messages,
    byType,
    byTeam,
    naive,
    measured: { toDetect, toResolve },
    truth: measureTruth(events, days, settings),
    digests: {
      sent: digests.length,
      opened: digests.flatMap(({ opened }) => opened.map(({ id }) => id)),
      resolved: digests.flatMap(({ resolved }) => resolved.map(({ id }) => id)),
    },
  };
}

/** One sighting an object: of what happens to it at once, the latest is what a report shows. */
function sightCluster(active: readonly Event[], cluster: number): Sighting[] {
  const byObject = new Map<string, Sighting>();
  for (const event of active) {
    if (!event.clusters.includes(cluster)) continue;
    for (const object of event.objects) {
      const sighting = sightEvent(event, object, START);
      byObject.set(`${sighting.type === 'failed'} ${object}`, sighting);
    }
  }
  return [...byObject.values()];
}

/** Somebody's changes, one by one or in waves: the sorts whose times the generator knows. */
const CHANGES: readonly string[] = ['change', 'wave'];

/** The book without what is no such change. */
function keepChanges(book: CheckBook): CheckBook {
  const isChange = ({ rule }: { readonly rule: string }): boolean => CHANGES.includes(rule);
  return { ...book, entries: book.entries.filter(isChange), closed: book.closed.filter(isChange) };
}

/** The mean times from the events alone, without anything of the product. */
function measureTruth(events: readonly Event[], days: number, settings: IncidentSettings): Month['truth'] {
  const outages = Map.groupBy(
    events.filter(({ sort }) => sort === 'outage'),
    ({ clusters: [cluster] }) => cluster,
  );
  /** The first run from then on that can read the cluster. */
  const nextRun = (cluster: number, minute: number): number => {
    let run = Math.ceil(Math.max(minute, 1) / EVERY) * EVERY;
    while (outages.get(cluster)?.some(({ begin, end }) => begin <= run && end > run)) run += EVERY;
    return run;
  };
  const detections: number[] = [];
  const resolutions: number[] = [];
  let [incidentsOpened, incidentsResolved] = [0, 0];
  for (const { begin, end, severity, clusters, objects } of events.filter(({ sort }) => CHANGES.includes(sort))) {
    const ends: number[] = [];
    for (const cluster of clusters) {
      const opened = nextRun(cluster, severity === 'critical' ? begin : begin + settings.graceMinutes);
      const resolved = nextRun(cluster, end);
      if (opened >= end || opened > days * DAY) continue;
      ends.push(resolved);
      for (let i = 0; i < objects.length; i++) {
        detections.push(opened - begin);
        if (resolved <= days * DAY) resolutions.push(resolved - opened);
      }
    }
    if (ends.length > 0) incidentsOpened++;
    if (ends.length > 0 && ends.every((resolved) => resolved <= days * DAY)) incidentsResolved++;
  }
  return { toDetect: mean(detections), toResolve: mean(resolutions), opened: incidentsOpened, resolved: incidentsResolved };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
