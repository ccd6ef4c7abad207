/**
 * Histories of reports, told by notifiers that run side by side, die and are repeated: whatever happens, nobody is told twice, and nothing is lost.
 * The world and the store are models; what decides and what tells is the product.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Snooze } from '../../../functions/core/incident/snooze.ts';
import { provesLaws } from './incident-laws.ts';
import { createWorld } from './incident-world.ts';

describe('incidents, over histories of reports', () => {
  it('are told once, as news, from opened to resolved, with nothing left out (thousands more in the slow tests)', () => provesLaws(60));

  it('say once that they are snoozed, are silent then, and are told again when the snooze ends or the drift changes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(0, 1, 2), fc.integer({ min: 1, max: 20 }), async (then, hours) => {
        const world = createWorld();
        await world.take({ type: 'drift', check: 0, object: 0, value: 1 });
        await world.settle();
        const [incident] = world.incidents();
        assert.ok(incident);
        const snooze: Snooze = {
          incident: incident.id,
          digest: incident.digest,
          until: world.in(hours * 60),
          since: world.in(0),
          reason: 'tests',
          owner: 'tests',
        };
        await world.snooze(snooze);
        const before = world.messages.length;
        if (then > 0) await world.take({ type: 'drift', check: 0, object: 0, value: then === 1 ? 2 : 0 });
        for (let i = 0; i < hours * 4 - 1; i++) {
          await world.take({ type: 'wait', minutes: 15 });
          await world.take({ type: 'run', check: 0, blind: undefined, fails: false, twice: false });
          await world.take({ type: 'tell', tellers: 1, dies: undefined, seed: i });
        }
        const during = world.messages
          .slice(before)
          .filter(({ route }) => route === 'all')
          .map(({ type }) => type);
        assert.deepEqual(during, [['snoozed'], ['changed'], ['resolved']][then]);
        await world.take({ type: 'wait', minutes: 30 });
        await world.settle();
        const after = world.messages
          .slice(before)
          .filter(({ route }) => route === 'all')
          .map(({ type }) => type);
        assert.equal(after.includes('snooze-ended'), then === 0);
      }),
      { numRuns: 30 },
    );
  });
});
