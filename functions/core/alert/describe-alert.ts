import { formatAge, formatTime } from '../render/format-age.ts';
import type { SeverityLevel } from '../severity/severity.ts';
import type { Alert, WayOut } from './alert.ts';
import { cutLine, cutLines } from './cut-text.ts';
import { type DifferenceWords, describeDifference, type Piece } from './describe-difference.ts';
import { describeLeftOut } from './describe-left-out.ts';
import { formatDuration } from './format-duration.ts';
import { linkUrl } from './link-url.ts';
import type { Room } from './room.ts';

/** A label and its text, in one or more pieces. */
export type Fact = readonly [label: string, ...pieces: Piece[]];

/** What an alert says, in the words that every channel shares. Plain text, cut to the room; each channel escapes it its own way. */
export interface AlertWords {
  readonly status: string;
  readonly tone: SeverityLevel | 'resolved';
  /** A coloured sign for the tone. */
  readonly mark: string;
  readonly title: string;
  /** Label and text; in rows of what belongs together. */
  readonly facts: readonly (readonly Fact[])[];
  /** What is new since the message before: label and names. */
  readonly news: readonly (readonly [string, string])[];
  readonly problem?: string;
  readonly differences: readonly DifferenceWords[];
  readonly waysOut: readonly WayOut[];
  /** What it is for, and what to type. */
  readonly commands: readonly (readonly [string, string])[];
  /** What there was no room for, and where it is. */
  readonly leftOut?: string;
  readonly reportUrl?: string;
}

const MARKS: Readonly<Record<AlertWords['tone'], string>> = { critical: '🔴', high: '🟠', medium: '🟡', low: '🔵', resolved: '✅' };

/** Writes all parts of an alert, as far as there is room. */
export function describeAlert(alert: Alert, room: Room): AlertWords {
  const isOver = alert.type === 'resolved';
  const tone = isOver ? 'resolved' : alert.severity;
  const shown = isOver ? [] : alert.differences.slice(0, room.differences);
  const ways = isOver ? [] : listWays(alert).map((way) => ({ ...way, text: cutLines(way.text, Number.POSITIVE_INFINITY) }));
  const waysOut = ways.filter(({ text }) => text.length <= room.way);
  const leftOut = describeLeftOut(alert, { room, shown, ways: ways.filter((way) => !waysOut.includes(way)) });
  const reportUrl = linkUrl(alert.reportUrl);
  return {
    status: describeStatus(alert),
    tone,
    mark: MARKS[tone],
    title: cutLine(alert.title, Math.max(room.text, 100)),
    facts: listFacts(alert, room),
    news: listNews(alert, room),
    ...(alert.problem === undefined || isOver ? {} : { problem: cutLines(alert.problem, room.text * 4) }),
    differences: shown.map((difference) => describeDifference(difference, room, alert.at, alert.clusters.length > 1)),
    waysOut: waysOut.map(({ does, text }) => ({ does: cutLine(does, room.text), text })),
    commands: isOver ? [] : listCommands(alert),
    ...(leftOut === undefined ? {} : { leftOut }),
    ...(reportUrl === undefined ? {} : { reportUrl }),
  };
}

/** What happened, as the first words of a message. */
export function describeStatus({ type, generation }: Pick<Alert, 'type' | 'generation'>): string {
  switch (type) {
    case 'opened':
      return generation > 1 ? 'Back again' : 'New';
    case 'changed':
      return 'Changed';
    case 'reminder':
      return 'Still open';
    case 'snoozed':
      return 'Snoozed';
    case 'snooze-ended':
      return 'Snooze is over';
    case 'resolved':
      return 'Resolved';
  }
}

/** Names in a row, and how many more there are. */
export function joinNames(names: readonly string[], room: Room, total = names.length): string {
  const shown = names.slice(0, room.names).map((name) => cutLine(name, room.text));
  const more = total - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more.toLocaleString('en-US')} more` : shown.join(', ');
}

function listWays({ restore, adopt }: Alert): WayOut[] {
  return [restore, adopt].filter((way) => way !== undefined);
}

function listFacts(alert: Alert, room: Room): AlertWords['facts'] {
  const { type, endings, clusters, environments, namespaces, teams, commits, why, severity, flapping, incident } = alert;
  const level = `${severity.charAt(0).toUpperCase()}${severity.slice(1)}`;
  const named = (one: string, many: string, names: readonly string[]): Fact[] =>
    names.length === 0 ? [] : [[names.length === 1 ? one : many, { text: joinNames(names, room) }]];
  const rows: readonly (readonly Fact[])[] = [
    [['Severity', { text: why === undefined ? level : `${level}: it ${cutLine(why, room.text)}` }]],
    [
      ...named('Cluster', 'Clusters', clusters),
      ...named('Environment', 'Environments', environments),
      ...named('Namespace', 'Namespaces', namespaces),
      ...named('Team', 'Teams', teams),
      ['Incident', { text: flapping ? `${incident}, comes and goes` : incident }],
    ],
    ...(type === 'resolved' && endings.length > 0 ? [[['Ended', { text: joinNames(endings, room) }] as const]] : []),
    [...(alert.about === 'check' ? [] : [['Objects', { text: countObjects(alert) }] as const]), describeTime(alert)],
    alert.snooze === undefined ? [] : [['Snoozed', { text: describeSnooze(alert.snooze, room) }]],
    commits.length === 0 ? [] : [['Compared with', ...listCommits(alert, room)]],
  ];
  return rows.filter((row) => row.length > 0);
}

/** The rows of an alert that a message which follows another one repeats: how much departs, and since when. */
export function keepNumbers(facts: AlertWords['facts']): AlertWords['facts'] {
  return facts.filter((row) => row.some(([label]) => label === 'Since' || label === 'Lasted' || label === 'Ended'));
}

/** How many objects depart, and how that moved. */
export function countObjects({ type, counts }: Pick<Alert, 'type' | 'counts'>): string {
  const { objects, added, changed, removed } = counts;
  const number = (n: number): string => n.toLocaleString('en-US');
  const total = type === 'resolved' && objects === 0 ? 'none any more' : `${number(objects)} ${objects === 1 ? 'departs' : 'depart'}`;
  if (type !== 'changed') return total;
  const news = [
    ...(added > 0 ? [`${number(added)} new`] : []),
    ...(changed > 0 ? [`${number(changed)} changed`] : []),
    ...(removed > 0 ? [`${number(removed)} over`] : []),
  ];
  return news.length === 0 ? total : `${total}; ${news.join(', ')} since the last message`;
}

function describeTime({ onset, openedAt, resolvedAt, at }: Alert): Fact {
  const since = onset ?? openedAt;
  if (resolvedAt !== undefined)
    return ['Lasted', { text: `${formatDuration(since, resolvedAt)}, until ${formatTime(seconds(resolvedAt))}` }];
  return ['Since', { text: `${formatTime(seconds(since))}, ${formatAge(since, at)}${onset === undefined ? '' : ' or earlier'}` }];
}

/** Who has it, until when, and why. */
export function describeSnooze({ until, owner, reason }: NonNullable<Alert['snooze']>, room: Pick<Room, 'text'>): string {
  return `by ${cutLine(owner, room.text)} until ${formatTime(seconds(until))}: ${cutLine(reason, room.text)}`;
}

/** Times of a clock have milliseconds, and nobody reads them. */
function seconds(time: string): string {
  return time.replace(/\.\d+Z$/, 'Z');
}

function listCommits({ commits }: Alert, room: Room): Piece[] {
  const shown = commits.slice(0, room.names).map(({ source, commit, url }): Piece => {
    const link = linkUrl(url);
    return { text: `${cutLine(source, room.text)} ${cutLine(commit.slice(0, 10), 10)}`, ...(link === undefined ? {} : { url: link }) };
  });
  return commits.length > shown.length ? [...shown, { text: `${commits.length - shown.length} more` }] : shown;
}

function listNews({ type, added, changed, removed, endings, counts }: Alert, room: Room): AlertWords['news'] {
  if (type !== 'changed') return [];
  const lists = [
    ['New', added, counts.added],
    ['Changed', changed, counts.changed],
    ['Over', removed, counts.removed],
  ] as const;
  const ended = endings.length === 0 ? [] : [['How it ended', joinNames(endings, room)] as const];
  const news = lists
    .filter(([, names]) => names.length > 0)
    .map(([label, names, total]) => [label, joinNames(names, room, total)] as const);
  return [...news, ...ended];
}

function listCommands({ commands }: Alert): AlertWords['commands'] {
  const list = [
    ['Read the report', commands.report],
    ['Check again', commands.check],
    ['Snooze', commands.snooze],
  ] as const;
  return list.filter(([, text]) => text !== '').map(([label, text]) => [label, cutLine(text, 300)]);
}
