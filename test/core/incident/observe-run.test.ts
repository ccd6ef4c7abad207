import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CheckBook } from '../../../functions/core/incident/check-book.ts';
import { DEFAULT_INCIDENT_SETTINGS } from '../../../functions/core/incident/incident-settings.ts';
import { addMinutes } from '../../../functions/core/incident/moments.ts';
import { observeRun } from '../../../functions/core/incident/observe-run.ts';
import type { Observation, Sighting } from '../../../functions/core/incident/sighting.ts';

const BEGIN = '2026-11-01T00:00:00.000Z';
const settings = DEFAULT_INCIDENT_SETTINGS;

function sight(name: string, more: Partial<Sighting> = {}): Sighting {
  const ref = { group: 'apps', kind: 'Deployment', namespace: 'shop', name };
  return { type: 'modified', ref, cause: `cause of ${name}`, digest: 'a', phase: 'drift', severity: 'medium', rule: 'image', ...more };
}

/** The book after these runs: minutes since the beginning, what was seen, and what the run could not tell. */
function live(...runs: readonly (readonly [number, readonly Sighting[], Observation['knows']?])[]): CheckBook {
  const book = runs.reduce<CheckBook | undefined>((before, [minutes, sightings, knows = () => true]) => {
    const at = addMinutes(BEGIN, minutes);
    return observeRun(before, { check: 'prod', cluster: 'prod', run: `run at ${minutes}`, at, sightings, knows }, settings);
  }, undefined);
  return book ?? assert.fail('there were no runs');
}

function statesOf(book: CheckBook): Record<string, string> {
  return Object.fromEntries(book.entries.map(({ ref, state }) => [ref.name, state]));
}

describe('a departure, from run to run', () => {
  it('is pending until it has lasted, then open', () => {
    assert.deepEqual(statesOf(live([0, [sight('web')]])), { web: 'pending' });
    assert.deepEqual(statesOf(live([0, [sight('web')]], [4, [sight('web')]])), { web: 'pending' });
    assert.deepEqual(statesOf(live([0, [sight('web')]], [5, [sight('web')]])), { web: 'open' });
  });

  it('is open at once where the cluster itself says that it has lasted, or where it is critical', () => {
    assert.deepEqual(statesOf(live([0, [sight('web', { onset: addMinutes(BEGIN, -60) }), sight('api', { severity: 'critical' })]])), {
      api: 'open',
      web: 'open',
    });
  });

  it('that is a rollout is open only when it is stuck, and at once as drift when somebody changes it by hand', () => {
    const rollout = sight('web', { phase: 'rollout', onset: addMinutes(BEGIN, -600) });
    assert.deepEqual(statesOf(live([0, [rollout]], [29, [rollout]])), { web: 'pending' });
    assert.deepEqual(statesOf(live([0, [rollout]], [30, [rollout]])), { web: 'open' });
    assert.deepEqual(statesOf(live([0, [rollout]], [10, [sight('web')]])), { web: 'open' });
  });

  it('that is gone before it has lasted was none', () => {
    const book = live([0, [sight('web')]], [4, []]);
    assert.deepEqual([statesOf(book), book.closed], [{ web: 'pending' }, []]);
    assert.deepEqual(live([0, [sight('web')]], [4, []], [24 * 60 + 4, []]).entries, []);
  });

  it('is resolved by a run that would have seen it, and by no other', () => {
    const open = [
      [0, [sight('web')]],
      [5, [sight('web')]],
    ] as const;
    assert.deepEqual(statesOf(live(...open, [20, [], ({ ref }) => ref.name !== 'web'])), { web: 'open' });
    const book = live(...open, [20, []]);
    assert.deepEqual(statesOf(book), { web: 'resolved' });
    const [closed] = book.closed;
    assert.deepEqual([closed?.openedAt, closed?.resolvedAt], [addMinutes(BEGIN, 5), addMinutes(BEGIN, 20)]);
  });

  it('that keeps coming back flaps: it is told though it never lasts, and resolved only when it has been quiet', () => {
    const flicker = [0, 20, 40, 60].flatMap(
      (minutes) =>
        [
          [minutes, [sight('web')]],
          [minutes + 4, []],
        ] as const,
    );
    const book = live(...flicker);
    assert.deepEqual([statesOf(book), book.entries[0]?.flapping], [{ web: 'open' }, true]);
    assert.deepEqual(statesOf(live(...flicker, [64 + 119, []])), { web: 'open' });
    assert.deepEqual(statesOf(live(...flicker, [64 + 120, []])), { web: 'resolved' });
  });

  it('keeps its incident while it changes, and gets another when it comes back', () => {
    const first = live([0, [sight('web')]], [5, [sight('web')]]).entries[0];
    const changed = live([0, [sight('web')]], [5, [sight('web')]], [10, [sight('web', { digest: 'b', cause: 'another' })]]).entries[0];
    assert.equal(changed?.incident, first?.incident);
    const again = live([0, [sight('web')]], [5, [sight('web')]], [10, []], [15, [sight('web')]]).entries[0];
    assert.deepEqual([again?.state, again?.incident, again?.firstSeen], ['pending', undefined, addMinutes(BEGIN, 15)]);
  });

  it('shares its incident with others of its cause; too many causes of one run are one incident', () => {
    const onset = addMinutes(BEGIN, -60);
    const forty = Array.from({ length: 40 }, (_, i) => sight(`web-${i}`, { cause: 'one', onset }));
    assert.equal(new Set(live([0, forty]).entries.map(({ incident }) => incident)).size, 1);
    const many = Array.from({ length: settings.summaryAbove }, (_, i) => sight(`web-${i}`, { onset }));
    assert.equal(new Set(live([0, many]).entries.map(({ incident }) => incident)).size, many.length);
    assert.equal(new Set(live([0, [...many, sight('last', { onset })]]).entries.map(({ incident }) => incident)).size, 1);
  });

  it('is what the latest run says: an earlier or a repeated one changes nothing', () => {
    const book = live([0, [sight('web')]], [5, [sight('web')]]);
    for (const minutes of [5, 3]) {
      const at = addMinutes(BEGIN, minutes);
      assert.equal(observeRun(book, { check: 'prod', cluster: 'prod', run: 'late', at, sightings: [], knows: () => true }, settings), book);
    }
  });

  it('keeps what the last run that could read the cluster compared', () => {
    const reading = { at: BEGIN, compared: 3, declared: 4, unmanaged: 1, unchecked: 1, undecided: 0, rules: [], usedRules: [] };
    const seen = { check: 'prod', cluster: 'prod', sightings: [], knows: () => true };
    const read = observeRun(undefined, { ...seen, run: 'a', at: BEGIN, reading }, settings);
    assert.deepEqual(observeRun(read, { ...seen, run: 'b', at: addMinutes(BEGIN, 15) }, settings).reading, reading);
  });

  it('says of what is over which object it was, and who had set it', () => {
    const [closed] = live(
      [0, [sight('web', { manager: 'kubectl-edit' })]],
      [5, [sight('web', { manager: 'kubectl-edit' })]],
      [9, []],
    ).closed;
    assert.deepEqual([closed?.ref?.name, closed?.manager], ['web', 'kubectl-edit']);
  });
});
