import { cutLine } from '../alert/cut-text.ts';
import { formatDuration } from '../alert/format-duration.ts';
import { formatAge, formatTime } from '../render/format-age.ts';
import { formatCount } from '../render/format-quantity.ts';
import type { SeverityLevel } from '../severity/severity.ts';
import { describeCoverage, listClusterLines } from './describe-coverage.ts';
import { describeTimes } from './describe-times.ts';
import { type Digest, type DigestCount, type DigestIncident, type DigestSnooze, isEmptyDigest } from './digest.ts';
import type { DigestRoom } from './digest-room.ts';

/** One line of a list: what it is about, and what is to be said of it. */
export interface DigestLine {
  readonly mark?: string;
  readonly what: string;
  readonly more?: string;
}

/** A list of a digest under its title; `left` says how many lines there was no room for. */
export interface DigestPart {
  readonly title: string;
  readonly lines: readonly DigestLine[];
  readonly left?: string;
}

/** What a digest says, in the words that every channel shares. Plain text, cut to the room; each channel escapes it its own way. */
export interface DigestWords {
  readonly title: string;
  /** The colour of the whole: the worst that is open. */
  readonly tone: SeverityLevel | 'resolved';
  readonly mark: string;
  /** What counts, in one line. */
  readonly summary: string;
  /** Label and text, in rows. */
  readonly facts: readonly (readonly (readonly [label: string, text: string])[])[];
  readonly parts: readonly DigestPart[];
  readonly gaps: readonly string[];
  /** What to type to read all of it; it says what was left out. */
  readonly command: string;
  readonly leftOut?: string;
}

const MARKS = { critical: '🔴', high: '🟠', medium: '🟡', low: '🔵', resolved: '✅' } as const;

/** Writes all parts of a digest, as far as there is room. */
export function describeDigest(digest: Digest, room: DigestRoom): DigestWords {
  const { open, opened, resolved, snoozed, expired, accepted, clusters, noisiest, rules, period, isTest } = digest;
  const tone = open[0]?.severity ?? 'resolved';
  const now = period.to;
  const part = <T>(title: string, list: readonly T[], write: (item: T) => DigestLine): DigestPart[] => {
    if (list.length === 0) return [];
    const lines = list.slice(0, room.items).map((item) => cutWords(write(item), room));
    const left = list.length - lines.length;
    return [{ title: `${title} (${formatCount(list.length)})`, lines, ...(left === 0 ? {} : { left: `and ${formatCount(left)} more` }) }];
  };
  const noisy = noisiest.rules.length + noisiest.managers.length > 0;
  const parts = [
    ...part('Open', open, (each) => describeOpen(each, now)),
    ...part('New', opened, (each) => describeOpened(each, now)),
    ...part('Resolved', resolved, describeResolved),
    ...part('Snoozed', snoozed, (each) => describeSnooze(each, now)),
    ...part('No longer snoozed or accepted', expired, (each) => describeSnooze(each, now)),
    ...part('Accepted', accepted, (each) => describeSnooze(each, now)),
    ...part('Not read in full', listClusterLines(clusters, now), (line) => line),
    ...(noisy ? [describeNoise(noisiest, room)] : []),
    ...part('Ignore rules to look at', rules, ({ rule, message }) => ({ what: rule, more: message })),
  ];
  const isCut = parts.some(({ left, lines }) => left !== undefined || lines.some(({ what, more = '' }) => (what + more).includes('…')));
  return {
    title: `${isTest ? 'This is a test. ' : ''}${digest.every === 'day' ? 'Daily' : 'Weekly'} digest of ${digest.route}`,
    tone,
    mark: MARKS[tone],
    summary: summarize(digest),
    facts: [
      [['Period', `${formatMinute(period.from)} to ${formatMinute(period.to)} UTC`]],
      [['Coverage', describeCoverage(clusters)]],
      describeTimes(digest),
    ],
    parts,
    gaps: digest.gaps.slice(0, Math.max(1, room.items)).map((gap) => cutLine(gap, Math.max(room.text, 100))),
    command: cutLine(digest.command, 200),
    ...(isCut ? { leftOut: `Some of it did not fit; all of it: ${cutLine(digest.command, 200)}` } : {}),
  };
}

function summarize(digest: Digest): string {
  const { open, opened, resolved, snoozed, expired } = digest;
  if (isEmptyDigest(digest)) return `Nothing has drifted, and every cluster was read: a quiet ${digest.every}.`;
  const levels = (['critical', 'high'] as const).flatMap((level) => {
    const number = open.filter(({ severity }) => severity === level).length;
    return number === 0 ? [] : [`${formatCount(number)} ${level}`];
  });
  return [
    `${formatCount(open.length)} open${levels.length === 0 ? '' : ` (${levels.join(', ')})`}`,
    `${formatCount(opened.length)} new`,
    `${formatCount(resolved.length)} resolved`,
    `${formatCount(snoozed.filter(({ outdated }) => !outdated).length)} snoozed`,
    ...(expired.length === 0 ? [] : [`${formatCount(expired.length)} ${expired.length === 1 ? 'snooze' : 'snoozes'} ended`]),
  ].join(' · ');
}

function describeOpen({ id, severity, title, objects, openedAt, flapping }: DigestIncident, now: string): DigestLine {
  const number = objects > 1 ? [`${formatCount(objects)} objects`] : [];
  const more = [id, severity, `open for ${formatDuration(openedAt, now)}`, ...number, ...(flapping ? ['comes and goes'] : [])];
  return { mark: MARKS[severity], what: title, more: more.join(', ') };
}

function describeOpened(incident: DigestIncident, now: string): DigestLine {
  const { id, severity, title, openedAt, resolvedAt } = incident;
  const end = resolvedAt === undefined ? 'still open' : `over after ${formatDuration(openedAt, resolvedAt)}`;
  return { mark: MARKS[severity], what: title, more: `${id}, ${severity}, ${formatAge(openedAt, now)}, ${end}` };
}

function describeResolved({ id, severity, title, openedAt, resolvedAt = '' }: DigestIncident): DigestLine {
  return { mark: MARKS.resolved, what: title, more: `${id}, ${severity}, after ${formatDuration(openedAt, resolvedAt)}` };
}

function describeSnooze({ incident, title, until, reason, owner, outdated, endsSoon }: DigestSnooze, now: string): DigestLine {
  const isOver = Date.parse(until) <= Date.parse(now);
  const end = isOver
    ? `ended ${formatAge(until, now)}`
    : `until ${formatMinute(until)}${endsSoon ? ` (in ${formatDuration(now, until)})` : ''}`;
  const state = [
    ...(outdated ? ['has changed since, so it holds no more'] : []),
    ...(title === undefined && !isOver ? ['nothing of it is open'] : []),
  ];
  return { what: title ?? incident, more: [...(title === undefined ? [] : [incident]), `${owner}: ${reason}`, end, ...state].join(', ') };
}

function describeNoise({ rules, managers }: Digest['noisiest'], room: DigestRoom): DigestPart {
  const write = (list: readonly DigestCount[]): string =>
    list
      .slice(0, Math.max(1, Math.min(4, room.items)))
      .map(
        ({ name, incidents, objects }) =>
          `${cutLine(name, room.text)} ${formatCount(incidents)} (${formatCount(objects)} ${objects === 1 ? 'object' : 'objects'})`,
      )
      .join(', ');
  const line = (what: string, list: readonly DigestCount[]): DigestLine[] => (list.length === 0 ? [] : [{ what, more: write(list) }]);
  return { title: 'Noisiest, by new incidents', lines: [...line('Rules', rules), ...line('Managers', managers)] };
}

function cutWords({ mark, what, more }: DigestLine, { text }: DigestRoom): DigestLine {
  return {
    ...(mark === undefined ? {} : { mark }),
    what: cutLine(what, text),
    ...(more === undefined ? {} : { more: cutLine(more, text * 2) }),
  };
}

/** To the minute: nobody reads the seconds of a digest. */
function formatMinute(time: string): string {
  return formatTime(new Date(Date.parse(time)).toISOString()).slice(0, 16);
}
