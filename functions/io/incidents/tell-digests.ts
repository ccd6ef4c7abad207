import type { DigestConfig } from '../../core/config/digest-schema.ts';
import { buildDigest, type DigestQuestion } from '../../core/digest/build-digest.ts';
import { confirmDigest, type DigestState, decideDigest, postponeDigest } from '../../core/digest/decide-digest.ts';
import { type Digest, isEmptyDigest } from '../../core/digest/digest.ts';
import { readWatermark } from '../../core/digest/watermark.ts';
import type { CheckBook } from '../../core/incident/check-book.ts';
import type { Snooze } from '../../core/incident/snooze.ts';
import type { DocumentStore, Stored } from '../documents/document-store.ts';
import { BOOKS } from './record-run.ts';
import { SNOOZES } from './tell-incidents.ts';

/** Partition of the digests of a route, by how often they come. */
export const digestsOf = (route: string): string => `incidents/digests/${route}`;

/** One place that is told digests. */
export interface DigestRoute extends Pick<DigestQuestion, 'concerns' | 'concernsCluster'> {
  readonly name: string;
  readonly digests: readonly DigestConfig[];
  readonly isQuietAt: (now: string) => boolean;
  /** Delivers a digest; resolves once the place has confirmed it. */
  readonly send: (digest: Digest) => Promise<void>;
}

export interface DigestOptions {
  readonly now: () => string;
  /** What git says is to be left alone. */
  readonly accepted?: readonly Snooze[];
}

/** Digests that were confirmed, and those that were not: each is tried again. */
export interface DigestTelling {
  readonly sent: number;
  readonly failures: readonly { readonly route: string; readonly error: unknown }[];
}

type Outcome =
  | { readonly type: 'nothing' }
  | { readonly type: 'sent' }
  | { readonly type: 'failed'; readonly route: string; readonly error: unknown };

const NOTHING: Outcome = { type: 'nothing' };

/**
 * Tells every route the digests that are due. May run several times at once and be stopped anywhere: whoever stores first that a digest is due sends it,
 * so none is sent twice but one whose sender died between sending and storing.
 */
export async function tellDigests(
  store: DocumentStore,
  routes: readonly DigestRoute[],
  { now, accepted = [] }: DigestOptions,
): Promise<DigestTelling> {
  const told = routes.filter(({ digests }) => digests.length > 0);
  if (told.length === 0) return { sent: 0, failures: [] };
  // States before books: what another one has told in between makes the conditional write fail.
  const states = await Promise.all(told.map(({ name }) => store.list<DigestState>(digestsOf(name))));
  const [books, snoozes] = await Promise.all([store.list<CheckBook>(BOOKS), store.list<Snooze>(SNOOZES)]);
  const known = { books: books.map(({ value }) => value), snoozes: snoozes.map(({ value }) => value), accepted };
  const outcomes = await Promise.all(
    told.flatMap((route, i) =>
      route.digests.map((schedule) => {
        const state = states[i]?.find(({ id }) => id === schedule.every);
        return tell(store, route, schedule, state, known, now);
      }),
    ),
  );
  return {
    sent: outcomes.filter(({ type }) => type === 'sent').length,
    failures: outcomes.flatMap((outcome) => (outcome.type === 'failed' ? [{ route: outcome.route, error: outcome.error }] : [])),
  };
}

async function tell(
  store: DocumentStore,
  route: DigestRoute,
  schedule: DigestConfig,
  before: Stored<DigestState> | undefined,
  known: Pick<DigestQuestion, 'books' | 'snoozes' | 'accepted'>,
  now: () => string,
): Promise<Outcome> {
  const at = now();
  const covered = readWatermark(known.books);
  const isQuietTime = route.isQuietAt(at);
  const decided = decideDigest({ route: route.name, schedule, state: before?.value, covered, isQuietTime, now: at });
  if (decided?.pending === undefined) return NOTHING;
  const { pending, to: from } = decided;
  const write = (state: DigestState, version: number | undefined) => store.write(digestsOf(route.name), schedule.every, state, version);
  const version = await write(decided, before?.version);
  if (version === undefined) return NOTHING;
  const digest = buildDigest({
    ...known,
    id: pending.id,
    route: route.name,
    every: schedule.every,
    period: { from, to: pending.to },
    // Of a check that came after the last digest, all is news.
    ...(decided.covered === undefined ? {} : { since: { checks: decided.covered, others: LONG_AGO } }),
    until: pending.covered,
    concerns: route.concerns,
    concernsCluster: route.concernsCluster,
  });
  const isSkipped = schedule.empty === 'skip' && isEmptyDigest(digest);
  try {
    if (!isSkipped) await route.send(digest);
  } catch (error) {
    await write(postponeDigest(decided, now()), version);
    return { type: 'failed', route: route.name, error };
  }
  await write(confirmDigest(decided), version);
  return isSkipped ? NOTHING : { type: 'sent' };
}

const LONG_AGO = '1970-01-01T00:00:00.000Z';
