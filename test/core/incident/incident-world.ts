import type { CheckBook } from '../../../functions/core/incident/check-book.ts';
import { type Incident, listIncidents } from '../../../functions/core/incident/incident.ts';
import { DEFAULT_INCIDENT_SETTINGS } from '../../../functions/core/incident/incident-settings.ts';
import { addMinutes } from '../../../functions/core/incident/moments.ts';
import type { Observation, Sighting } from '../../../functions/core/incident/sighting.ts';
import type { Snooze } from '../../../functions/core/incident/snooze.ts';
import type { AlertType, Thread } from '../../../functions/core/incident/thread.ts';
import type { DocumentStore } from '../../../functions/io/documents/document-store.ts';
import { BOOKS, recordRun } from '../../../functions/io/incidents/record-run.ts';
import { SNOOZES, type TellingRoute, tellIncidents, threadsOf } from '../../../functions/io/incidents/tell-incidents.ts';
import { createMemoryDocuments } from '../../support/memory-documents.ts';

/** What may happen. `value` 0: as git says. `blind`: this run cannot read that object. */
export type Step =
  | { readonly type: 'drift'; readonly check: number; readonly object: number; readonly value: number }
  | { readonly type: 'rollout'; readonly check: number; readonly object: number }
  | { readonly type: 'run'; readonly check: number; readonly blind: number | undefined; readonly fails: boolean; readonly twice: boolean }
  /** Several notifiers at once; the first one dies at its nth step. */
  | { readonly type: 'tell'; readonly tellers: number; readonly dies: number | undefined; readonly seed: number }
  /** The channel of one route refuses so many messages. */
  | { readonly type: 'break'; readonly times: number }
  /** Somebody snoozes the nth open incident, as it is now. */
  | { readonly type: 'snooze'; readonly nth: number; readonly minutes: number }
  | { readonly type: 'wait'; readonly minutes: number };

/** A message that arrived. */
export interface Arrived {
  readonly route: string;
  readonly incident: string;
  readonly id: string;
  readonly type: AlertType;
  readonly quiet: boolean;
  readonly generation: number;
  /** Of `snoozed`: when the snooze ends. */
  readonly until?: string;
  readonly afterSnooze: boolean;
  readonly digest: string;
  readonly decidedAt: string;
}

const CHECKS = [0, 1, 2];
const OBJECTS = [0, 1, 2, 3];
const ROUTES = ['all', 'urgent'];
const NEVER = new Promise<never>(() => {});

/** A notifier: what it does at each of its steps, and the routes on which it has sent a message that it has not stored yet. */
interface Teller {
  readonly guard: () => Promise<void>;
  readonly owes: Set<string>;
}

export type World = ReturnType<typeof createWorld>;

/** A fleet of three clusters with four objects each, two of which depart in the same way when they depart, and two routes. */
export function createWorld() {
  const values = new Map<string, { readonly value: number; readonly rollout: boolean }>();
  const messages: Arrived[] = [];
  const settings = { ...DEFAULT_INCIDENT_SETTINGS, summaryAbove: 2 };
  let clock = '2026-11-01T00:00:00.000Z';
  let runs = 0;
  const dead: Teller[] = [];
  let breaks = 0;
  let refusals = 0;
  const store = createMemoryDocuments();

  const place = (check: number, object: number): string => `${check}/${object}`;
  const sight = (check: number, object: number): Sighting[] => {
    const { value, rollout } = values.get(place(check, object)) ?? { value: 0, rollout: false };
    if (value === 0) return [];
    // Objects 0 and 1 share their causes, in every cluster.
    const cause = `${object < 2 ? 'shared' : object} ${value} ${rollout}`;
    return [
      {
        type: 'modified',
        ref: { group: 'apps', kind: 'Deployment', namespace: 'shop', name: `web-${object}` },
        cause,
        digest: cause,
        phase: rollout ? 'rollout' : 'drift',
        severity: object === 3 ? 'critical' : 'medium',
        rule: 'image',
      },
    ];
  };
  const observe = async (check: number, blind: number | undefined, fails: boolean): Promise<void> => {
    const run = `run-${++runs}`;
    const name = `cluster-${check}`;
    const failure: Sighting = {
      type: 'failed',
      ref: { group: '', kind: 'Check', namespace: null, name },
      cause: 'failed',
      digest: 'failed',
      phase: 'drift',
      severity: 'high',
      rule: 'check',
    };
    const seen: Observation = {
      check: name,
      cluster: name,
      run,
      at: clock,
      sightings: fails ? [failure] : OBJECTS.filter((object) => object !== blind).flatMap((object) => sight(check, object)),
      knows: ({ type, ref }) => (fails ? type === 'failed' : ref.name !== `web-${blind}`),
    };
    await recordRun(store, seen, settings);
  };
  const routes = (teller: Teller): TellingRoute[] =>
    ROUTES.map((name) => ({
      name,
      concerns: ({ entry }) => name === 'all' || entry.severity === 'critical',
      isQuietAt: () => false,
      send: async ({ incident, pending, told, generation }: Thread) => {
        await teller.guard();
        if (refusals > 0 && name === 'all') {
          refusals--;
          throw new Error('refused');
        }
        if (pending) {
          const { id, type, quiet, decidedAt, snooze, afterSnooze = false } = pending;
          const until = snooze === undefined ? {} : { until: snooze.until };
          messages.push({ route: name, incident, id, type, quiet, generation, digest: told.digest, decidedAt, afterSnooze, ...until });
        }
        teller.owes.add(name);
        // A channel takes its time.
        for (let i = 0; i < 12; i++) await teller.guard();
        return { message: pending?.id ?? '' };
      },
    }));

  /** Notifiers take turns at random at every step; one may stop for ever at any of them. */
  const tell = async (tellers: number, dies: number | undefined, seed: number): Promise<void> => {
    let state = seed;
    // mulberry32: every bit of it is random, the low ones too.
    const next = (): number => {
      state = (state + 0x6d2b79f5) | 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return (mixed ^ (mixed >>> 14)) >>> 0;
    };
    let died: () => void = () => {};
    const death = new Promise<void>((resolve) => {
      died = resolve;
    });
    const each = Array.from({ length: tellers }, (_, index) => {
      let steps = 0;
      const teller: Teller = {
        owes: new Set(),
        guard: async () => {
          for (let turns = next() % 4; turns > 0; turns--) await Promise.resolve();
          if (index !== 0 || dies === undefined || ++steps < dies) return;
          if (steps > dies) await NEVER;
          dead.push(teller);
          died();
          await NEVER;
        },
      };
      const begin = async () => {
        for (let turns = index * (next() % 250); turns > 0; turns--) await Promise.resolve();
        return tellIncidents(createGuarded(teller), routes(teller), { now: () => clock, settings });
      };
      const work = begin();
      return index === 0 && dies !== undefined ? Promise.race([work, death]) : work;
    });
    await Promise.all(each);
  };
  const createGuarded = (teller: Teller): DocumentStore => ({
    read: (...args) => around(teller.guard, () => store.read(...args)) as never,
    list: (...args) => around(teller.guard, () => store.list(...args)) as never,
    write: (...args) =>
      around(teller.guard, async () => {
        const written = await store.write(...args);
        teller.owes.delete(args[0].replace(threadsOf(''), ''));
        return written;
      }),
  });
  const around = async <T>(guard: () => Promise<void>, operation: () => Promise<T>): Promise<T> => {
    await guard();
    const answer = await operation();
    await guard();
    return answer;
  };

  let books: CheckBook[] = [];
  let threads: Thread[] = [];
  const look = async (): Promise<void> => {
    books = (await store.list<CheckBook>(BOOKS)).map(({ value }) => value);
    threads = (await Promise.all(ROUTES.map((route) => store.list<Thread>(threadsOf(route))))).flat().map(({ value }) => value);
  };

  const world = {
    messages,
    get deaths() {
      return dead.length;
    },
    /** Messages that were sent by a notifier that died before it stored that they were: at most one on each route. */
    get owed() {
      return dead.reduce((sum, { owes }) => sum + owes.size, 0);
    },
    get breaks() {
      return breaks;
    },
    in: (minutes: number): string => addMinutes(clock, minutes),
    take: async (step: Step): Promise<void> => {
      switch (step.type) {
        case 'drift':
          values.set(place(step.check, step.object), { value: step.value, rollout: false });
          return;
        case 'rollout':
          values.set(place(step.check, step.object), { value: 1, rollout: true });
          return;
        case 'run':
          await observe(step.check, step.blind, step.fails);
          if (step.twice) await observe(step.check, step.blind, step.fails);
          return;
        case 'tell':
          return tell(step.tellers, step.dies, step.seed);
        case 'break':
          refusals += step.times;
          breaks += step.times;
          return;
        case 'snooze': {
          const open = listIncidents(
            (await store.list<CheckBook>(BOOKS)).map(({ value }) => value),
            () => true,
          );
          const incident = open[step.nth % Math.max(1, open.length)];
          if (incident === undefined) return;
          const until = addMinutes(clock, step.minutes);
          const before = await store.read<Snooze>(SNOOZES, incident.id);
          const snooze: Snooze = { incident: incident.id, digest: incident.digest, until, reason: 'known', owner: 'shop', since: clock };
          await store.write(SNOOZES, incident.id, snooze, before?.version);
          return;
        }
        case 'wait':
          clock = addMinutes(clock, step.minutes);
          return;
      }
    },
    /** Everything is read and told, again and again, until all patience is over. */
    settle: async (): Promise<void> => {
      refusals = 0;
      for (let i = 0; i < 6; i++) {
        clock = addMinutes(clock, 130);
        for (const check of CHECKS) await observe(check, undefined, false);
        await tell(1, undefined, i);
      }
      await look();
    },
    /** Messages of one incident on one route, in the order they arrived. */
    threads: (): readonly (readonly Arrived[])[] => [...Map.groupBy(messages, ({ route, incident }) => `${route} ${incident}`).values()],
    incidents: (): readonly Incident[] => listIncidents(books, () => true),
    snooze: async (snooze: Snooze): Promise<void> => {
      await store.write(SNOOZES, snooze.incident, snooze, undefined);
    },
    /** What each route was told is open: every object that departs, by the digest of how. */
    told: (): readonly string[] =>
      threads
        .filter(({ state }) => state === 'open')
        .flatMap(({ route, told: { members } }) => Object.entries(members).map(([key, digest]) => `${route}: ${key} ${digest}`))
        .sort(),
    truth: (): readonly string[] =>
      ROUTES.flatMap((route) =>
        CHECKS.flatMap((check) =>
          OBJECTS.flatMap((object) => sight(check, object))
            .filter(({ severity }) => route === 'all' || severity === 'critical')
            .map(({ ref, digest }) => `${route}: cluster-${check} object/${ref.group}/${ref.kind}/${ref.namespace}/${ref.name} ${digest}`),
        ),
      ).sort(),
  };
  return world;
}
