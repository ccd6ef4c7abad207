import type { CheckBook, ClosedEntry } from '../../core/incident/check-book.ts';
import { confirmDelivery, decideAlert, postponeDelivery } from '../../core/incident/decide-alert.ts';
import { type Incident, listIncidents, type Member } from '../../core/incident/incident.ts';
import type { IncidentSettings } from '../../core/incident/incident-settings.ts';
import { listEnded } from '../../core/incident/list-ended.ts';
import { addMinutes } from '../../core/incident/moments.ts';
import type { Snooze } from '../../core/incident/snooze.ts';
import type { Thread } from '../../core/incident/thread.ts';
import type { DocumentStore, Stored } from '../documents/document-store.ts';
import { BOOKS } from './record-run.ts';

/** Partition of the snoozes, by incident. */
export const SNOOZES = 'incidents/snoozes';
/** Partition of the threads of a route, by incident. */
export const threadsOf = (route: string): string => `incidents/threads/${route}`;
const KEEP_RESOLVED_MINUTES = 35 * 24 * 60;

/** One place that is told, and of what. */
export interface TellingRoute {
  readonly name: string;
  readonly concerns: (member: Member) => boolean;
  readonly isQuietAt: (now: string) => boolean;
  /** Delivers the message that is pending in the thread; resolves once the place has confirmed it, with what finds the message again. */
  readonly send: (thread: Thread, incident: Incident | undefined, ended: Ended) => Promise<Thread['receipt']>;
}

/** What is over, by the key of its member. */
export type Ended = ReadonlyMap<string, ClosedEntry>;

export interface TellOptions {
  readonly now: () => string;
  readonly settings: IncidentSettings;
  /** What git says is to be left alone. */
  readonly accepted?: readonly Snooze[];
}

export interface Telling {
  /** Messages that were confirmed. */
  readonly sent: number;
  /** What was not confirmed, by route: each is tried again at the next run. */
  readonly failures: readonly { readonly route: string; readonly incident: string; readonly error: unknown }[];
}

/**
 * Tells every route what is new of the open incidents. May run several times at once and be stopped anywhere: whoever stores a thread with its message
 * first is the one who sends it, so none is sent twice but, on each route, one whose sender died between sending and storing.
 */
export async function tellIncidents(
  store: DocumentStore,
  routes: readonly TellingRoute[],
  { now, settings, accepted = [] }: TellOptions,
): Promise<Telling> {
  // Threads before books: whatever another teller has stored in between makes the conditional write fail, and nothing stale is told.
  const threads = await Promise.all(routes.map(({ name }) => store.list<Thread>(threadsOf(name))));
  const [books, snoozes] = await Promise.all([store.list<CheckBook>(BOOKS), store.list<Snooze>(SNOOZES)]);
  const known = books.map(({ value }) => value);
  const fleet = new Map(listIncidents(known, () => true).map(({ id, digest }) => [id, digest]));
  const ended = listEnded(known);
  // What somebody said by hand is later than what git says.
  const snoozed = new Map([...accepted, ...snoozes.map(({ value }) => value)].map((snooze) => [snooze.incident, snooze]));
  const told = await Promise.all(
    routes.map(async (route, i) => {
      const outcomes: TellOutcome[] = [];
      for (const { id, thread, incident } of pair(threads[i] ?? [], listIncidents(known, route.concerns))) {
        const question = { ended, route, thread, incident, snooze: snoozed.get(id), fleetDigest: fleet.get(id) ?? '' };
        outcomes.push(await tell(store, question, now, settings));
      }
      return outcomes;
    }),
  );
  const outcomes = told.flat();
  return {
    sent: outcomes.filter(({ type }) => type === 'sent').length,
    failures: outcomes.flatMap((outcome) => (outcome.type === 'failed' ? [outcome.failure] : [])),
  };
}

interface Pair {
  readonly id: string;
  readonly thread: Stored<Thread> | undefined;
  readonly incident: Incident | undefined;
}

/** What is open, the worst first, and then what was told of and is over. */
function pair(threads: readonly Stored<Thread>[], incidents: readonly Incident[]): readonly Pair[] {
  const byId = new Map(threads.map((thread) => [thread.id, thread]));
  const open = incidents.map((incident): Pair => ({ id: incident.id, thread: byId.get(incident.id), incident }));
  const isOpen = new Set(incidents.map(({ id }) => id));
  return [...open, ...threads.filter(({ id }) => !isOpen.has(id)).map((thread): Pair => ({ id: thread.id, thread, incident: undefined }))];
}

type TellOutcome =
  | { readonly type: 'nothing' }
  | { readonly type: 'sent' }
  | { readonly type: 'failed'; readonly failure: Telling['failures'][number] };

interface Question {
  readonly route: TellingRoute;
  readonly ended: Ended;
  readonly thread: Stored<Thread> | undefined;
  readonly incident: Incident | undefined;
  readonly snooze: Snooze | undefined;
  readonly fleetDigest: string;
}

async function tell(store: DocumentStore, question: Question, now: () => string, settings: IncidentSettings): Promise<TellOutcome> {
  const { route, ended, thread: before, incident, snooze, fleetDigest } = question;
  const at = now();
  const decided = decideAlert({
    route: route.name,
    thread: before?.value,
    incident,
    snooze,
    fleetDigest,
    isQuietTime: route.isQuietAt(at),
    now: at,
    settings,
  });
  if (decided === undefined) return { type: 'nothing' };
  const partition = threadsOf(route.name);
  const write = (thread: Thread, version: number | undefined) =>
    store.write(
      partition,
      thread.incident,
      thread,
      version,
      thread.state === 'resolved' ? { expiresAt: addMinutes(at, KEEP_RESOLVED_MINUTES) } : {},
    );
  const version = await write(decided, before?.version);
  if (version === undefined) return { type: 'nothing' };
  let receipt: Thread['receipt'];
  try {
    receipt = await route.send(decided, incident, ended);
  } catch (error) {
    await write(postponeDelivery(decided, now()), version);
    return { type: 'failed', failure: { route: route.name, incident: decided.incident, error } };
  }
  await write(confirmDelivery(decided, receipt), version);
  return { type: 'sent' };
}
