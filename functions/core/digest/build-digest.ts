import type { Concerned } from '../alert/match-route.ts';
import type { DigestPeriod } from '../config/digest-schema.ts';
import { type CheckBook, MOST_CLOSED } from '../incident/check-book.ts';
import { type Incident, listIncidents } from '../incident/incident.ts';
import { measureMeanTimes, type Period } from '../incident/mean-times.ts';
import { addMinutes, minutesBetween } from '../incident/moments.ts';
import type { Snooze } from '../incident/snooze.ts';
import { titleIncident } from '../incident/title-incident.ts';
import { compareText } from '../kube-object.ts';
import { escapeText } from '../render/escape-text.ts';
import { SEVERITIES } from '../severity/severity.ts';
import { countNoise } from './count-noise.ts';
import { describeClusters } from './describe-clusters.ts';
import type { Digest, DigestIncident } from './digest.ts';
import { type Episode, keepConcerned, listEpisodes, listSpans } from './list-episodes.ts';
import { listRuleProblems } from './list-rule-problems.ts';
import { listSnoozes } from './list-snoozes.ts';
import { isAfter, readWatermark, type Watermark } from './watermark.ts';

/** What a digest is made of. */
export interface DigestQuestion {
  readonly id: string;
  readonly route: string;
  readonly every: DigestPeriod;
  readonly period: Period;
  /** What the digest before knew, and what this one does. Absent: all that happened in the period. */
  readonly since?: Watermark;
  readonly until?: Watermark['checks'];
  readonly books: readonly CheckBook[];
  readonly snoozes: readonly Snooze[];
  /** What git says is to be left alone. */
  readonly accepted: readonly Snooze[];
  /** Which departures, and which clusters, concern the route. */
  readonly concerns: (what: Concerned) => boolean;
  readonly concernsCluster: (book: CheckBook) => boolean;
}

/** Sums up for one route what is so, and what happened in a period. */
export function buildDigest(question: DigestQuestion): Digest {
  const { id, route, every, period, books, snoozes, accepted, concerns, concernsCluster } = question;
  const since = question.since ?? { checks: {}, others: period.from };
  const known = { checks: question.until ?? readWatermark(books), others: period.to };
  const open = listIncidents(books, concerns);
  const byId = new Map(open.map((incident) => [incident.id, incident]));
  const spans = listSpans(books, concerns, known);
  const episodes = listEpisodes(spans);
  const own = books.map((book) => keepConcerned(book, concerns));
  const before = { from: addMinutes(period.from, -minutesBetween(period.from, period.to)), to: period.from };
  const isNew = (episode: Episode): boolean => episode.spans.every(({ check, openedAt }) => isAfter(since, check, openedAt));
  const isOver = ({ resolvedAt, spans }: Episode): boolean =>
    resolvedAt !== undefined && spans.some((span) => span.resolvedAt !== undefined && isAfter(since, span.check, span.resolvedAt));
  return {
    id,
    route,
    every,
    period,
    isTest: false,
    open: open.map(describeOpen),
    opened: episodes.filter(isNew).map((episode) => describeEpisode(episode, byId)),
    resolved: episodes
      .filter(isOver)
      .map((episode) => describeEpisode(episode, byId))
      .sort((a, b) => compareText(a.resolvedAt ?? '', b.resolvedAt ?? '') || compareText(a.id, b.id)),
    ...listSnoozes({
      snoozes,
      accepted,
      period,
      open,
      fleet: listIncidents(books, () => true),
      concerned: new Set(spans.map(({ incident }) => incident)),
    }),
    times: measureMeanTimes(own, period),
    timesBefore: measureMeanTimes(own, before),
    clusters: describeClusters(books.filter(concernsCluster), period),
    noisiest: countNoise(spans.filter(({ check, openedAt }) => isAfter(since, check, openedAt))),
    rules: listRuleProblems(books),
    gaps: listGaps(books, period),
    command: `plumbline digest --route ${route} --every ${every}`,
  };
}

function describeOpen(incident: Incident): DigestIncident {
  const { id, type, severity, members, openedAt, onset, flapping } = incident;
  return {
    id,
    about: type,
    severity,
    title: escapeText(titleIncident(incident)),
    clusters: nameClusters(members),
    objects: members.length,
    openedAt,
    ...(onset === undefined ? {} : { onset }),
    flapping,
  };
}

/** As it is now where it is still open, else with all that it ever had. */
function describeEpisode(episode: Episode, open: ReadonlyMap<string, Incident>): DigestIncident {
  const { incident: id, openedAt, resolvedAt, spans } = episode;
  const now = open.get(id);
  if (resolvedAt === undefined && now !== undefined) return describeOpen(now);
  const entries = spans.map(({ entry }) => entry);
  const isCheck = entries.every(({ type }) => type === 'failed' || type === 'incomplete');
  const about = isCheck ? 'check' : entries.every(({ phase }) => phase === 'rollout') ? 'rollout' : 'drift';
  const [onset] = entries.flatMap((entry) => entry.onset ?? []).sort(compareText);
  const objects = new Set(
    spans.map(({ check, entry: { type, ref } }) => [check, type, ref.group, ref.kind, ref.namespace, ref.name].join('/')),
  );
  return {
    id,
    about,
    severity: SEVERITIES.find((level) => entries.some(({ severity }) => severity === level)) ?? 'low',
    title: escapeText(titleIncident({ type: about, members: spans })),
    clusters: nameClusters(spans),
    objects: objects.size,
    openedAt,
    ...(onset === undefined ? {} : { onset }),
    ...(resolvedAt === undefined ? {} : { resolvedAt }),
    flapping: false,
  };
}

function nameClusters(members: readonly { readonly cluster: string }[]): string[] {
  return [...new Set(members.map(({ cluster }) => escapeText(cluster)))].sort(compareText);
}

/** Books that had to forget departures of the period: more ended in it than they keep. */
function listGaps(books: readonly CheckBook[], { from }: Period): string[] {
  return books
    .filter(({ closed }) => closed.length >= MOST_CLOSED && Date.parse(closed[0]?.resolvedAt ?? from) > Date.parse(from))
    .map(({ cluster }) => `Of ${escapeText(cluster)} only the last ${MOST_CLOSED} departures that ended are counted.`)
    .sort(compareText);
}
