import { createHash } from 'node:crypto';
import { compareText } from '../kube-object.ts';
import { SEVERITIES, type SeverityLevel } from '../severity/severity.ts';
import { type CheckBook, type Entry, entryKey } from './check-book.ts';
import { isAboutCheck } from './sighting.ts';

/** One departure of one cluster, as a part of an incident. */
export interface Member {
  readonly check: string;
  readonly cluster: string;
  /** Of the cluster; absent where nobody told. */
  readonly environment?: string | undefined;
  readonly entry: Entry;
  /** The latest report of its check. */
  readonly reportKey?: string | undefined;
}

/** Departures with one cause, over objects and clusters: what people are told of once. */
export interface Incident {
  /** `pl-` and ten characters: what people type. */
  readonly id: string;
  /** `rollout`: git is ahead of the cluster and nothing follows. `check`: a check cannot do its work. */
  readonly type: 'drift' | 'rollout' | 'check';
  /** The worst of its members. */
  readonly severity: SeverityLevel;
  /** Sorted by check and object; never empty. */
  readonly members: readonly Member[];
  readonly openedAt: string;
  /** The earliest that is known. */
  readonly onset?: string;
  readonly flapping: boolean;
  /** Equal as long as the same members depart in the same way. */
  readonly digest: string;
}

/** Text that is equal exactly for the same departing thing of the fleet. */
export function memberKey({ check, entry }: Pick<Member, 'check' | 'entry'>): string {
  return `${check} ${entryKey(entry)}`;
}

/** Environments of the clusters of these members, sorted. */
export function listEnvironments(members: readonly Member[]): string[] {
  return [...new Set(members.flatMap(({ environment }) => environment ?? []))].sort(compareText);
}

/** The incidents that are open in these books, of the members that `concerns` lets through: the worst first, then the oldest. */
export function listIncidents(books: readonly CheckBook[], concerns: (member: Member) => boolean): Incident[] {
  const open = books.flatMap(({ check, cluster, environment, entries, reportKey }) =>
    entries.filter(({ state }) => state === 'open').map((entry): Member => ({ check, cluster, environment, entry, reportKey })),
  );
  const byIncident = Map.groupBy(open.filter(concerns), ({ entry }) => entry.incident ?? '');
  return [...byIncident]
    .map(([id, members]) => buildIncident(id, members))
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compareText(a.openedAt, b.openedAt) || compareText(a.id, b.id),
    );
}

function buildIncident(id: string, unsorted: readonly Member[]): Incident {
  const members = [...unsorted].sort((a, b) => compareText(memberKey(a), memberKey(b)));
  const entries = members.map(({ entry }) => entry);
  const onset = earliest(entries.flatMap((entry) => entry.onset ?? []));
  return {
    id,
    type: findType(entries),
    severity: SEVERITIES.find((level) => entries.some(({ severity }) => severity === level)) ?? 'low',
    members,
    openedAt: earliest(entries.flatMap(({ openedAt }) => openedAt ?? [])) ?? '',
    ...(onset === undefined ? {} : { onset }),
    flapping: entries.some(({ flapping }) => flapping),
    digest: digestMembers(members),
  };
}

function findType(entries: readonly Entry[]): Incident['type'] {
  if (entries.every(({ type }) => isAboutCheck(type))) return 'check';
  return entries.every(({ phase }) => phase === 'rollout') ? 'rollout' : 'drift';
}

function digestMembers(members: readonly Member[]): string {
  const hash = createHash('sha256');
  for (const member of members) hash.update(`${memberKey(member)} ${member.entry.digest}\n`);
  return hash.digest('hex').slice(0, 16);
}

function earliest(times: readonly string[]): string | undefined {
  return times.reduce<string | undefined>(
    (first, time) => (first === undefined || Date.parse(time) < Date.parse(first) ? time : first),
    undefined,
  );
}
