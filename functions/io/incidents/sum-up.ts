import { compileClusterMatch, compileMatch } from '../../core/alert/match-route.ts';
import { buildDigest } from '../../core/digest/build-digest.ts';
import type { Digest } from '../../core/digest/digest.ts';
import { PlumblineError } from '../../core/errors.ts';
import type { CheckBook } from '../../core/incident/check-book.ts';
import type { IncidentRequest } from '../../core/incident/incident-request.ts';
import { addMinutes } from '../../core/incident/moments.ts';
import type { Snooze } from '../../core/incident/snooze.ts';
import { suggestNearest } from '../../core/suggest-nearest.ts';
import type { DocumentStore } from '../documents/document-store.ts';
import type { AnswerConfig } from './answer-request.ts';
import { BOOKS } from './record-run.ts';
import { SNOOZES } from './tell-incidents.ts';

const MINUTES = { day: 24 * 60, week: 7 * 24 * 60 } as const;
/** Lines of a list that one answer holds: a payload has an end. */
const MOST = 1_000;

/** Sums up the day or week until now, for one route or for everybody. It leaves the digests that are sent alone. */
export async function sumUp(
  store: DocumentStore,
  { route: name, every }: Extract<IncidentRequest, { readonly type: 'digest' }>,
  { accepted, routes }: AnswerConfig,
  now: string,
): Promise<Digest> {
  const route = routes.find((each) => each.name === name);
  if (name !== undefined && route === undefined) {
    const names = routes.map((each) => each.name);
    const near = suggestNearest(name, names);
    const known =
      names.length === 0 ? 'No route is known yet: they are from when incidents are told the next time.' : `There are ${names.join(', ')}.`;
    throw new PlumblineError('usage', `there is no route ${name}${near === undefined ? '' : `; did you mean ${near}?`}`, { advice: known });
  }
  const [books, snoozes] = await Promise.all([store.list<CheckBook>(BOOKS), store.list<Snooze>(SNOOZES)]);
  const digest = buildDigest({
    id: `digest-${now}`,
    route: name ?? 'everything',
    every,
    period: { from: addMinutes(now, -MINUTES[every]), to: now },
    books: books.map(({ value }) => value),
    snoozes: snoozes.map(({ value }) => value),
    accepted,
    concerns: compileMatch(route?.match),
    concernsCluster: compileClusterMatch(route?.match),
  });
  const { open, opened, resolved, clusters, gaps } = digest;
  const cut = [open, opened, resolved, clusters].some((list) => list.length > MOST);
  return {
    ...digest,
    open: open.slice(0, MOST),
    opened: opened.slice(0, MOST),
    resolved: resolved.slice(0, MOST),
    clusters: clusters.slice(0, MOST),
    gaps: cut ? [...gaps, `Only the first ${MOST} of each list are here.`] : gaps,
    command: `plumbline digest${name === undefined ? '' : ` --route ${name}`} --every ${every} --output json`,
  };
}
