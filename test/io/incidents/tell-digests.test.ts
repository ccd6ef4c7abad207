import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { digestSchema } from '../../../functions/core/config/digest-schema.ts';
import type { Digest } from '../../../functions/core/digest/digest.ts';
import { DEFAULT_INCIDENT_SETTINGS } from '../../../functions/core/incident/incident-settings.ts';
import { addMinutes } from '../../../functions/core/incident/moments.ts';
import type { Sighting } from '../../../functions/core/incident/sighting.ts';
import type { DocumentStore } from '../../../functions/io/documents/document-store.ts';
import { recordRun } from '../../../functions/io/incidents/record-run.ts';
import { type DigestRoute, tellDigests } from '../../../functions/io/incidents/tell-digests.ts';
import { createMemoryDocuments } from '../../support/memory-documents.ts';

const NEVER = new Promise<never>(() => {});

/** A cluster, a route that is told a digest at eight, and a clock. */
function createWorld(schedule: object = {}, begin = '2026-11-23T07:00:00.000Z') {
  const store = createMemoryDocuments();
  const arrived: Digest[] = [];
  let clock = begin;
  let refusals = 0;
  const route: DigestRoute = {
    name: 'shop',
    digests: [digestSchema.parse({ every: 'day', ...schedule })],
    concerns: () => true,
    concernsCluster: () => true,
    isQuietAt: () => false,
    send: async (digest) => {
      await Promise.resolve();
      if (refusals-- > 0) throw new Error('refused');
      arrived.push(digest);
    },
  };
  let runs = 0;
  return {
    store,
    arrived,
    route,
    refuse: (times: number) => {
      refusals = times;
    },
    wait: (minutes: number) => {
      clock = addMinutes(clock, minutes);
    },
    see: async (names: readonly string[], at = clock, check = 'prod') => {
      const sightings = names.map((name): Sighting => {
        const ref = { group: 'apps', kind: 'Deployment', namespace: 'shop', name };
        return { type: 'modified', ref, cause: name, digest: name, phase: 'drift', severity: 'critical', rule: 'image' };
      });
      const reading = { at, compared: 1, declared: 1, unmanaged: 0, unchecked: 0, undecided: 0, rules: [], usedRules: [] };
      const seen = { check, cluster: check, run: `run-${++runs}`, at, sightings, knows: () => true, reading };
      await recordRun(store, seen, DEFAULT_INCIDENT_SETTINGS);
    },
    tell: (by: DocumentStore = store, on: DigestRoute = route) => tellDigests(by, [on], { now: () => clock }),
  };
}

describe('telling digests', () => {
  it('sends one when it is due, whoever else tells at the same time', async () => {
    const world = createWorld();
    await world.see(['web']);
    world.wait(60);
    const tellings = await Promise.all(Array.from({ length: 8 }, () => world.tell()));
    assert.equal(
      tellings.reduce((sum, { sent }) => sum + sent, 0),
      1,
    );
    assert.equal(world.arrived.length, 1);
    world.wait(15);
    assert.deepEqual(await world.tell(), { sent: 0, failures: [] });
  });

  it('sends none before it is due', async () => {
    const world = createWorld();
    await world.tell();
    assert.deepEqual(world.arrived, []);
  });

  it('tells each incident as new in exactly one of the digests that follow each other, also one that a slow run wrote down late', async () => {
    const world = createWorld();
    await world.see([]);
    world.wait(60);
    await world.see(['a']);
    await world.tell();
    // The cluster was read before the digest, and the book is written after it.
    await world.see(['a', 'b'], '2026-11-23T07:59:30.000Z', 'slow');
    world.wait(24 * 60);
    await world.see(['a', 'c']);
    await world.tell();
    world.wait(24 * 60);
    await world.tell();
    const told = world.arrived.map(({ opened }) => opened.map(({ title }) => title.split(' ')[1]));
    assert.deepEqual(told, [['shop/a'], ['shop/b', 'shop/c'], []]);
  });

  it('tries again what a channel refused, as the same message, and tells nothing twice', async () => {
    const world = createWorld();
    await world.see(['web']);
    world.wait(60);
    world.refuse(1);
    const { failures } = await world.tell();
    assert.deepEqual(
      failures.map(({ route }) => route),
      ['shop'],
    );
    await world.tell();
    assert.equal(world.arrived.length, 0, 'it waits first');
    world.wait(10);
    await world.see([]);
    await world.tell();
    assert.equal(world.arrived.length, 1);
    assert.deepEqual([world.arrived[0]?.opened.length, world.arrived[0]?.resolved.length], [1, 0]);
    world.wait(24 * 60);
    await world.tell();
    assert.deepEqual([world.arrived[1]?.opened.length, world.arrived[1]?.resolved.length], [0, 1]);
  });

  it('repeats at most one digest where a sender died between sending and storing, under the same id', async () => {
    const world = createWorld();
    await world.see(['web']);
    world.wait(60);
    let writes = 0;
    const dying: DocumentStore = {
      ...world.store,
      write: (...args) => (++writes > 1 ? NEVER : world.store.write(...args)),
    };
    await Promise.race([world.tell(dying), new Promise((done) => setImmediate(done))]);
    assert.equal(world.arrived.length, 1);
    await world.tell();
    assert.equal(world.arrived.length, 1, 'it may be at it still');
    world.wait(6);
    await world.tell();
    world.wait(15);
    await world.tell();
    assert.equal(world.arrived.length, 2);
    assert.deepEqual(world.arrived[0], world.arrived[1]);
  });

  it('says that nothing happened, or nothing at all where that is wanted, and the next one begins where this one ended', async () => {
    for (const [empty, count] of [
      ['tell', 2],
      ['skip', 1],
    ] as const) {
      const world = createWorld({ empty });
      await world.see([]);
      world.wait(60);
      await world.tell();
      world.wait(24 * 60);
      await world.see(['web']);
      await world.tell();
      assert.equal(world.arrived.length, count, empty);
      assert.equal(world.arrived.at(-1)?.period.from, '2026-11-23T08:00:00.000Z');
    }
  });

  it('keeps one route going where another one fails', async () => {
    const world = createWorld();
    await world.see(['web']);
    world.wait(60);
    const broken = { ...world.route, name: 'broken', send: () => Promise.reject(new Error('no')) };
    const { sent, failures } = await tellDigests(world.store, [broken, world.route], { now: () => '2026-11-23T08:00:00.000Z' });
    assert.deepEqual([sent, failures.length], [1, 1]);
  });
});
