import type { Concerned } from '../alert/match-route.ts';
import type { CheckBook, ClosedEntry, Entry } from '../incident/check-book.ts';
import { compareText, type ObjectRef } from '../kube-object.ts';
import { isAfter, type Watermark } from './watermark.ts';

/** One departure of one object, from when it was open to when it was gone. */
export interface Span extends Concerned {
  readonly incident: string;
  readonly entry: Concerned['entry'] & Pick<ClosedEntry, 'rule' | 'manager' | 'onset'>;
  readonly openedAt: string;
  /** Absent while it is open. */
  readonly resolvedAt?: string;
}

/** One life of an incident: from when the first of its departures was open to when the last one was gone. */
export interface Episode {
  readonly incident: string;
  readonly openedAt: string;
  readonly resolvedAt?: string;
  /** Never empty. */
  readonly spans: readonly Span[];
}

/** Of departures that earlier versions wrote down, nobody knows which object it was. */
const NOBODY_KNOWS: ObjectRef = { group: '', kind: 'Object', namespace: null, name: '(unknown)' };

/** All departures that are known and concern somebody, as they were at a watermark. */
export function listSpans(books: readonly CheckBook[], concerns: (what: Concerned) => boolean, until: Watermark): Span[] {
  return books.flatMap((book) => {
    const open = book.entries.filter(({ state }) => state === 'open');
    const spans = [...book.closed, ...open].map((entry) => buildSpan(book, entry));
    return spans.filter(concerns).flatMap((span) => cutSpan(span, until));
  });
}

/** The book without what concerns somebody else. */
export function keepConcerned(book: CheckBook, concerns: (what: Concerned) => boolean): CheckBook {
  const isOurs = (entry: Entry | ClosedEntry): boolean => concerns(buildSpan(book, entry));
  return { ...book, entries: book.entries.filter(isOurs), closed: book.closed.filter(isOurs) };
}

/** Lives of incidents, oldest first. A departure that begins before, or when, another one of its incident ends belongs to the same life. */
export function listEpisodes(spans: readonly Span[]): Episode[] {
  return [...Map.groupBy(spans, ({ incident }) => incident)]
    .flatMap(([, own]) => joinSpans(own))
    .sort((a, b) => compareText(a.openedAt, b.openedAt) || compareText(a.incident, b.incident));
}

function buildSpan({ check, cluster, environment }: CheckBook, entry: Entry | ClosedEntry): Span {
  const { type, phase, severity, ref = NOBODY_KNOWS, team, rule, manager, onset, incident = '', openedAt = '', resolvedAt } = entry;
  return {
    check,
    cluster,
    ...(environment === undefined ? {} : { environment }),
    incident,
    entry: {
      type,
      phase,
      severity,
      ref,
      rule,
      ...(team === undefined ? {} : { team }),
      ...(manager === undefined ? {} : { manager }),
      ...(onset === undefined ? {} : { onset }),
    },
    openedAt,
    ...(resolvedAt === undefined ? {} : { resolvedAt }),
  };
}

function cutSpan(span: Span, until: Watermark): Span[] {
  if (isAfter(until, span.check, span.openedAt)) return [];
  const { resolvedAt, ...rest } = span;
  return [resolvedAt === undefined || isAfter(until, span.check, resolvedAt) ? rest : span];
}

function joinSpans(unsorted: readonly Span[]): Episode[] {
  const spans = [...unsorted].sort((a, b) => Date.parse(a.openedAt) - Date.parse(b.openedAt) || compareText(a.check, b.check));
  const lives: [Span, ...Span[]][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    const life = Date.parse(span.openedAt) > end ? undefined : lives.at(-1);
    if (life === undefined) lives.push([span]);
    else life.push(span);
    end = Math.max(end, endOf(span));
  }
  return lives.map((life) => {
    const last = life.reduce((a, b) => (endOf(b) > endOf(a) ? b : a));
    const { incident, openedAt } = life[0];
    return { incident, openedAt, ...(last.resolvedAt === undefined ? {} : { resolvedAt: last.resolvedAt }), spans: life };
  });
}

function endOf({ resolvedAt }: Span): number {
  return resolvedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(resolvedAt);
}
