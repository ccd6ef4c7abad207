import type { Sighting } from '../../functions/core/incident/sighting.ts';
import type { SeverityLevel } from '../../functions/core/severity/severity.ts';

/** Something that departs for a while: on these clusters and objects alike, from `begin` to `end` (minutes). */
export interface Event {
  readonly sort: 'change' | 'wave' | 'rollout' | 'stuck' | 'flicker' | 'outage';
  readonly clusters: readonly number[];
  readonly objects: readonly number[];
  readonly begin: number;
  readonly end: number;
  readonly severity: SeverityLevel;
  readonly id: number;
}

const TEAMS = ['payments', 'shop', 'platform', 'data', 'search'];
export const DAY = 24 * 60;

/** Numbers that look random and are the same at every run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * What happens to a fleet in so many days. In each cluster somebody changes something every other day and puts it back after hours or days; now and then
 * one hand changes forty objects or ten clusters; git rolls out every day, and one rollout in twenty sticks; a few objects flicker; checks fail.
 */
export function generateEvents(clusters: number, days: number, random: () => number): Event[] {
  const events: Event[] = [];
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const between = (from: number, to: number): number => Math.floor(from + random() * (to - from));
  const add = (event: Omit<Event, 'id'>): void => void events.push({ ...event, id: events.length });
  for (let cluster = 0; cluster < clusters; cluster++) {
    for (let day = 0; day < days; day++) {
      const at = (): number => day * DAY + between(0, DAY);
      if (random() < 0.5) {
        const begin = at();
        const severity = pick<SeverityLevel>(['critical', 'high', 'medium', 'medium', 'low', 'low']);
        add({ sort: 'change', clusters: [cluster], objects: [1_000 + events.length], begin, end: begin + between(30, 4 * DAY), severity });
      }
      const begin = at();
      const sticks = random() < 0.05;
      const end = begin + (sticks ? between(120, DAY) : between(2, 25));
      add({
        sort: sticks ? 'stuck' : 'rollout',
        clusters: [cluster],
        objects: list(between(1, 6), () => between(200, 300)),
        begin,
        end,
        severity: 'low',
      });
      const outage = at();
      if (random() < 0.01)
        add({ sort: 'outage', clusters: [cluster], objects: [0], begin: outage, end: outage + between(60, 600), severity: 'high' });
    }
    if (random() < 0.1) {
      const object = between(300, 310);
      for (let minute = between(0, DAY); minute < days * DAY; minute += between(60, 240))
        add({ sort: 'flicker', clusters: [cluster], objects: [object], begin: minute, end: minute + between(20, 50), severity: 'medium' });
    }
  }
  for (let day = 0; day < days; day++) {
    const begin = day * DAY + between(0, DAY);
    const objects = list(40, (i) => 100_000 + day * 1_000 + i);
    if (random() < 0.3)
      add({ sort: 'wave', clusters: [between(0, clusters)], objects, begin, end: begin + between(60, DAY), severity: 'medium' });
    if (random() < 0.2) {
      const some = list(10, (i) => (between(0, clusters) + i) % clusters);
      add({ sort: 'wave', clusters: [...new Set(some)], objects: [200_000 + day], begin, end: begin + between(60, DAY), severity: 'high' });
    }
  }
  return events;
}

/** The departure of one object of an event. Its onset is when it began: what managedFields tells. */
export function sightEvent(event: Event, object: number, start: number): Sighting {
  const { sort, id, severity, begin } = event;
  const isCheck = sort === 'outage';
  return {
    type: isCheck ? 'failed' : 'modified',
    ref: isCheck
      ? { group: '', kind: 'Check', namespace: null, name: 'check' }
      : { group: 'apps', kind: 'Deployment', namespace: `team-${object % TEAMS.length}`, name: `app-${object}` },
    // A wave has one cause; everything else is a cause of its own.
    cause: sort === 'wave' ? `wave ${id}` : `${sort} ${object} ${id}`,
    digest: `${sort} ${id}`,
    phase: sort === 'rollout' || sort === 'stuck' ? 'rollout' : 'drift',
    severity,
    rule: sort,
    ...(isCheck || sort === 'rollout' || sort === 'stuck' ? {} : { onset: new Date(start + begin * 60_000).toISOString() }),
    team: TEAMS[object % TEAMS.length] ?? '',
  };
}

function list<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}
