import { createHash } from 'node:crypto';
import { compareText, refKey } from '../kube-object.ts';
import { type CheckBook, type ClosedEntry, type Entry, entryKey, MOST_CLOSED } from './check-book.ts';
import { graceOf, type IncidentSettings } from './incident-settings.ts';
import { minutesBetween } from './moments.ts';
import type { Observation, Sighting } from './sighting.ts';

const KEEP_CLOSED_MINUTES = 35 * 24 * 60;

/**
 * Brings the book of a check up to date with one run. A run that is not later than the book changes nothing, so a repeated or an overtaken one does no
 * harm. What the run cannot tell about stays as it was.
 */
export function observeRun(book: CheckBook | undefined, seen: Observation, settings: IncidentSettings): CheckBook {
  if (book !== undefined && Date.parse(seen.at) <= Date.parse(book.at)) return book;
  const before = new Map((book?.entries ?? []).map((entry) => [entryKey(entry), entry]));
  const entries: Entry[] = [];
  for (const sighting of seen.sightings) {
    const key = entryKey(sighting);
    entries.push(meet(before.get(key), sighting, seen.at, settings));
    before.delete(key);
  }
  const reading = seen.reading ?? book?.reading;
  const closed: ClosedEntry[] = [...(book?.closed ?? [])];
  for (const entry of before.values()) {
    const left = seen.knows(entry) ? miss(withEndings(entry, seen), seen.at, settings) : entry;
    if (left.state === 'resolved' && entry.state === 'open') closed.push(close(left));
    if (!isForgotten(left, seen.at, settings)) entries.push(left);
  }
  return {
    check: seen.check,
    cluster: seen.cluster,
    ...(seen.environment === undefined ? {} : { environment: seen.environment }),
    run: seen.run,
    at: seen.at,
    ...(seen.reportKey === undefined ? {} : { reportKey: seen.reportKey }),
    ...(seen.coverage === undefined ? {} : { coverage: seen.coverage }),
    ...(reading === undefined ? {} : { reading }),
    entries: assignIncidents(entries, seen, settings).sort((a, b) => compareText(entryKey(a), entryKey(b))),
    closed: closed.filter(({ resolvedAt }) => minutesBetween(resolvedAt, seen.at) <= KEEP_CLOSED_MINUTES).slice(-MOST_CLOSED),
  };
}

/** A departure that this run saw. */
function meet(before: Entry | undefined, sighting: Sighting, at: string, settings: IncidentSettings): Entry {
  const { absentSince, resolvedAt: _resolved, incident, openedAt, ...kept } = before ?? begin(sighting, at);
  const recent = before === undefined ? [] : before.returns.filter((time) => minutesBetween(time, at) < settings.flapWindowMinutes);
  const returns = absentSince === undefined ? recent : [...recent, at].slice(-settings.flapTimes);
  const flapping = returns.length >= settings.flapTimes || (kept.flapping && returns.length > 0);
  // One that is back and does not flap is another departure: what was told of the first ended with it.
  const isNew = kept.state === 'resolved';
  const firstSeen = isNew ? at : kept.firstSeen;
  const { onset: _onset, origin: _origin, team: _team, manager: _manager, endings: _endings, ...rest } = kept;
  const entry: Entry = {
    ...rest,
    ...sighting,
    state: isNew ? 'pending' : kept.state,
    firstSeen,
    phaseSince: isNew || kept.phase !== sighting.phase ? at : kept.phaseSince,
    returns,
    flapping,
    ...(kept.state === 'open' && incident !== undefined && openedAt !== undefined ? { incident, openedAt } : {}),
  };
  return entry.state === 'pending' && isDue(entry, at, settings) ? { ...entry, state: 'open', openedAt: at } : entry;
}

function begin(sighting: Sighting, at: string): Entry {
  return { ...sighting, state: 'pending', firstSeen: at, phaseSince: at, returns: [], flapping: false };
}

/** Whether a departure has lasted. One that keeps coming back has, however short each time was. */
function isDue({ phase, severity, onset, firstSeen, phaseSince, flapping }: Entry, at: string, settings: IncidentSettings): boolean {
  if (flapping) return true;
  if (phase === 'rollout') return minutesBetween(phaseSince, at) >= settings.rolloutMinutes;
  const since = onset !== undefined && Date.parse(onset) < Date.parse(firstSeen) ? onset : firstSeen;
  return minutesBetween(since, at) >= graceOf(severity, settings);
}

/** Only the run that first misses it has compared with a report that saw it. */
function withEndings(entry: Entry, { endings }: Observation): Entry {
  const told = entry.absentSince === undefined ? endings?.get(refKey(entry.ref)) : undefined;
  return told === undefined ? entry : { ...entry, endings: told };
}

/** A departure that this run would have seen, and did not. */
function miss(entry: Entry, at: string, settings: IncidentSettings): Entry {
  const absentSince = entry.absentSince ?? at;
  if (entry.state !== 'open') return { ...entry, absentSince };
  if (entry.flapping && minutesBetween(absentSince, at) < settings.flapQuietMinutes) return { ...entry, absentSince };
  return { ...entry, absentSince, state: 'resolved', resolvedAt: at, flapping: false, returns: entry.flapping ? [] : entry.returns };
}

function close({
  type,
  ref,
  incident = '',
  rule,
  team,
  manager,
  severity,
  phase,
  onset,
  openedAt = '',
  resolvedAt = '',
  endings,
}: Entry): ClosedEntry {
  return {
    type,
    ref,
    incident,
    rule,
    severity,
    phase,
    openedAt,
    resolvedAt,
    ...(endings === undefined ? {} : { endings }),
    ...(onset === undefined ? {} : { onset }),
    ...(team === undefined ? {} : { team }),
    ...(manager === undefined ? {} : { manager }),
  };
}

/** What was gone for longer than flapping looks back. */
function isForgotten({ state, absentSince }: Entry, at: string, { flapWindowMinutes }: IncidentSettings): boolean {
  return state !== 'open' && absentSince !== undefined && minutesBetween(absentSince, at) >= flapWindowMinutes;
}

/** Gives what was opened by this run its incident: one for each cause, or one for the run where there are too many causes. */
function assignIncidents(entries: readonly Entry[], seen: Observation, { summaryAbove }: IncidentSettings): Entry[] {
  const opened = entries.filter(({ state, incident }) => state === 'open' && incident === undefined);
  const causes = new Set(opened.map(({ cause }) => cause));
  const summary = causes.size > summaryAbove ? nameIncident('run', seen.check, seen.run) : undefined;
  return entries.map((entry) =>
    entry.state === 'open' && entry.incident === undefined ? { ...entry, incident: summary ?? nameIncident('cause', entry.cause) } : entry,
  );
}

/** What people type: short, and the same for the same cause. */
function nameIncident(...parts: readonly string[]): string {
  return `pl-${createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 10)}`;
}
