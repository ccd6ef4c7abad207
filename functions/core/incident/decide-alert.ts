import type { Incident } from './incident.ts';
import { listEnvironments, memberKey } from './incident.ts';
import type { IncidentSettings } from './incident-settings.ts';
import { addMinutes, minutesBetween } from './moments.ts';
import { identifySnooze, judgeSnooze, type Snooze } from './snooze.ts';
import { type AlertType, MOST_MEMBERS, type PendingAlert, type Thread } from './thread.ts';
import { titleIncident } from './title-incident.ts';

/** What a decision rests on. `incident` undefined: nothing of it is open any more for this route. */
export interface AlertQuestion {
  readonly route: string;
  readonly thread: Thread | undefined;
  readonly incident: Incident | undefined;
  readonly snooze: Snooze | undefined;
  /** Of the incident over the whole fleet, whatever part of it the route covers. */
  readonly fleetDigest: string;
  /** The route wants no messages now: only critical incidents pass, the others wait. */
  readonly isQuietTime: boolean;
  readonly now: string;
  readonly settings: IncidentSettings;
}

/** How long the one who decided on a message has to deliver it. */
export const CLAIM_MINUTES = 5;

/**
 * What one route is to be told of one incident now: the thread with the message in it, or undefined where there is nothing to tell. The caller stores
 * the thread first (on condition that nobody else has), then sends, then stores `confirmDelivery`. A message that is under way is not decided again.
 */
export function decideAlert(question: AlertQuestion): Thread | undefined {
  const { incident, now } = question;
  const isSnoozed = incident !== undefined && judgeSnooze(question.snooze, question.fleetDigest, now) === 'snoozed';
  const thread = isSnoozed || incident === undefined ? question.thread : dropSnooze(question.thread, now);
  if (thread?.pending !== undefined) return retry(thread, thread.pending, question);
  // In quiet hours as well: that somebody has it wakes nobody, and lets somebody sleep.
  if (isSnoozed) return thread?.state === 'open' ? tellSnooze(thread, question.snooze, now) : undefined;
  const severity = incident?.severity ?? thread?.severity;
  if (question.isQuietTime && severity !== 'critical') return undefined;
  if (incident === undefined) return thread?.state === 'open' ? resolve(thread, now) : undefined;
  if (thread === undefined || thread.state === 'resolved') return open({ ...question, thread }, incident);
  return update(thread, question, incident);
}

/** The thread once its message has been delivered. `receipt`: what the channel gave to find it again. */
export function confirmDelivery(thread: Thread, receipt: Thread['receipt']): Thread {
  const { pending: _pending, receipt: before, ...rest } = thread;
  const kept = receipt ?? before;
  return { ...rest, ...(kept === undefined ? {} : { receipt: kept }) };
}

/** The thread once an attempt has failed: it is tried again, later each time, for as long as the incident lasts. */
export function postponeDelivery(thread: Thread, now: string): Thread {
  const { pending } = thread;
  if (pending === undefined) return thread;
  const wait = Math.min(60, 2 ** Math.min(6, pending.attempts));
  return { ...thread, pending: { ...pending, claimedUntil: addMinutes(now, wait) } };
}

function retry(thread: Thread, pending: PendingAlert, { incident, now }: AlertQuestion): Thread | undefined {
  if (Date.parse(now) < Date.parse(pending.claimedUntil)) return undefined;
  // Over before anybody could be told, or so it seems: the attempt may have arrived all the same, so the end of it is told.
  if (incident === undefined && pending.type !== 'resolved') return resolve(thread, now);
  return { ...thread, pending: { ...pending, attempts: pending.attempts + 1, claimedUntil: addMinutes(now, CLAIM_MINUTES) } };
}

/** A snooze that could not be delivered and does not hold any more is told to nobody: it would silence what is news. */
function dropSnooze(thread: Thread | undefined, now: string): Thread | undefined {
  if (thread?.pending?.type !== 'snoozed' || Date.parse(now) < Date.parse(thread.pending.claimedUntil)) return thread;
  const { pending: _pending, ...rest } = thread;
  return rest;
}

/** Says once of each opening that somebody has it. What was told of the incident stays what it was: most channels hear nothing of this. */
function tellSnooze(thread: Thread, snooze: Snooze | undefined, now: string): Thread | undefined {
  if (snooze === undefined || thread.snoozed?.by === identifySnooze(snooze)) return undefined;
  const message = { generation: thread.generation, message: thread.messages + 1 };
  const { until, owner, reason } = snooze;
  return {
    ...thread,
    messages: message.message,
    snoozed: { by: identifySnooze(snooze), isLast: true },
    pending: { ...begin('snoozed', thread.incident, message, now, NOTHING, true), snooze: { until, owner, reason } },
  };
}

/** The thread with a message that is news: what was told of a snooze holds no more. */
function tellNews(thread: Thread, pending: PendingAlert): Thread {
  if (thread.snoozed?.isLast !== true || pending.quiet) return { ...thread, pending };
  return { ...thread, snoozed: { ...thread.snoozed, isLast: false }, pending: { ...pending, afterSnooze: true } };
}

function open({ route, thread, now }: AlertQuestion, incident: Incident): Thread {
  const generation = (thread?.generation ?? 0) + 1;
  return {
    ...describe(now, incident),
    route,
    incident: incident.id,
    state: 'open',
    generation,
    openedAt: incident.openedAt,
    reminders: 0,
    messages: 1,
    pending: begin('opened', incident.id, { generation, message: 1 }, now, listAll(incident)),
  };
}

function update(thread: Thread, { now, settings, snooze, fleetDigest }: AlertQuestion, incident: Incident): Thread | undefined {
  const message = { generation: thread.generation, message: thread.messages + 1 };
  const next = { ...thread, ...describe(now, incident), messages: message.message };
  const told = minutesBetween(thread.told.at, now);
  if (thread.told.digest !== incident.digest) {
    if (told < settings.changeMinutes) return undefined;
    const news = compareMembers(thread, incident);
    const isQuiet = news.added.length === 0 && news.changed.length === 0 && incident.members.length <= thread.told.count;
    return tellNews({ ...next, reminders: 0 }, begin('changed', thread.incident, message, now, news, isQuiet));
  }
  const hasEnded = judgeSnooze(snooze, fleetDigest, now) === 'expired' && minutesBetween(thread.told.at, snooze?.until ?? now) > 0;
  if (hasEnded) return tellNews(next, begin('snooze-ended', thread.incident, message, now, NOTHING));
  const { reminderMinutes } = settings;
  const wait = reminderMinutes[Math.min(thread.reminders, reminderMinutes.length - 1)];
  if (wait === undefined || told < wait) return undefined;
  return tellNews({ ...next, reminders: thread.reminders + 1 }, begin('reminder', thread.incident, message, now, NOTHING));
}

function resolve(thread: Thread, now: string): Thread {
  const message = { generation: thread.generation, message: thread.messages + 1 };
  const removed = Object.keys(thread.told.members).sort();
  return {
    ...thread,
    state: 'resolved',
    resolvedAt: now,
    messages: message.message,
    told: { at: now, digest: '', count: 0, members: {} },
    pending: begin('resolved', thread.incident, message, now, { ...NOTHING, removed }),
  };
}

type News = Pick<PendingAlert, 'added' | 'changed' | 'removed'>;
const NOTHING: News = { added: [], changed: [], removed: [] };

function begin(
  type: AlertType,
  incident: string,
  { generation, message }: { readonly generation: number; readonly message: number },
  now: string,
  news: News,
  quiet = false,
): PendingAlert {
  return {
    id: `${incident}-${generation}-${message}`,
    type,
    quiet,
    decidedAt: now,
    ...news,
    attempts: 1,
    claimedUntil: addMinutes(now, CLAIM_MINUTES),
  };
}

function describe(
  now: string,
  incident: Incident,
): Pick<Thread, 'severity' | 'told' | 'title' | 'onset' | 'about' | 'clusters' | 'environments'> {
  const members = Object.fromEntries(incident.members.slice(0, MOST_MEMBERS).map((member) => [memberKey(member), member.entry.digest]));
  return {
    severity: incident.severity,
    about: incident.type,
    clusters: [...new Set(incident.members.map(({ cluster }) => cluster))].slice(0, MOST_MEMBERS),
    environments: listEnvironments(incident.members),
    title: titleIncident(incident),
    ...(incident.onset === undefined ? {} : { onset: incident.onset }),
    told: { at: now, digest: incident.digest, count: incident.members.length, members },
  };
}

function listAll(incident: Incident): News {
  return { ...NOTHING, added: incident.members.slice(0, MOST_MEMBERS).map(memberKey) };
}

function compareMembers({ told }: Thread, incident: Incident): News {
  const now = new Map(incident.members.map((member) => [memberKey(member), member.entry.digest]));
  const before = told.members;
  const cut = (keys: readonly string[]): readonly string[] => keys.slice(0, MOST_MEMBERS);
  // Beyond what a thread remembers by name nobody can tell who is new.
  const isWhole = told.count <= MOST_MEMBERS;
  return {
    added: cut([...now.keys()].filter((key) => isWhole && before[key] === undefined)),
    changed: cut([...now].filter(([key, digest]) => before[key] !== undefined && before[key] !== digest).map(([key]) => key)),
    removed: cut(Object.keys(before).filter((key) => !now.has(key))),
  };
}
