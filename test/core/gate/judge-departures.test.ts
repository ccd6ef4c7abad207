import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type GateEntry, groupOf } from '../../../functions/core/gate/gate-entry.ts';
import type { GateSide } from '../../../functions/core/gate/gate-side.ts';
import { judgeDepartures } from '../../../functions/core/gate/judge-departures.ts';
import type { UncheckedKind } from '../../../functions/core/live-state.ts';
import { buildSides, type ThreeStates } from './three-states.ts';

/** What becomes of one object, `fate side` for the whole of it or `fate side field,field`. */
function judge(object: Omit<ThreeStates, 'name'>, unchecked: readonly UncheckedKind[] = []): string[] {
  const { proposed, base } = buildSides([{ name: 'settings', ...object }], unchecked);
  return judgeDepartures(proposed, base).map(describeEntry);
}

function describeEntry({ fate, side, type, fields }: GateEntry): string {
  return `${fate}: ${type} of ${side}${fields === undefined ? '' : ` ${fields.map((at) => at.replace('.data.', '')).join(',')}`}`;
}

describe('what becomes of a departure at a release', () => {
  it('an object that git gains is created', () => {
    assert.deepEqual(judge({ proposed: { a: 1 } }), ['creates: missing of proposed']);
  });

  it('an object that somebody deleted has drifted, whatever the release does to its fields', () => {
    assert.deepEqual(judge({ base: { a: 1 }, proposed: { a: 2 } }), ['untouched: missing of proposed']);
  });

  it('an object that is gone already and that git gives up is adopted', () => {
    assert.deepEqual(judge({ base: { a: 1 } }), ['adopted: missing of base']);
  });

  it('an object that git gives up will be withdrawn', () => {
    assert.deepEqual(judge({ base: { a: 1 }, live: { a: 1 } }), ['withdraws: unmanaged of proposed']);
  });

  it('what was changed by hand in an object that git gives up is lost with it', () => {
    assert.deepEqual(judge({ base: { a: 1, b: 1 }, live: { a: 2, b: 1 } }), [
      'overwritten: modified of base a',
      'withdraws: unmanaged of proposed',
    ]);
  });

  it('an object in no repository stays one', () => {
    assert.deepEqual(judge({ live: { a: 1 } }), ['untouched: unmanaged of proposed']);
  });

  it('an object made by hand that git begins to declare as it is, is adopted', () => {
    assert.deepEqual(judge({ proposed: { a: 1 }, live: { a: 1 } }), ['adopted: unmanaged of base']);
  });

  it('an object made by hand that git begins to declare otherwise is adopted, and its other values are overwritten', () => {
    assert.deepEqual(judge({ proposed: { a: 1, b: 2 }, live: { a: 1, b: 1 } }), [
      'overwritten: modified of proposed b',
      'adopted: unmanaged of base',
    ]);
  });

  it('a field that git moves, and that nobody touched, will change', () => {
    assert.deepEqual(judge({ base: { a: 1 }, proposed: { a: 2 }, live: { a: 1 } }), ['changes: modified of proposed a']);
    assert.deepEqual(judge({ base: {}, proposed: { a: 2 }, live: {} }), ['changes: modified of proposed a']);
    assert.deepEqual(judge({ base: { a: 1 }, proposed: {}, live: { a: 1 } }), ['changes: modified of proposed a']);
  });

  it('a field that somebody changed and git leaves alone has drifted', () => {
    assert.deepEqual(judge({ base: { a: 1 }, proposed: { a: 1 }, live: { a: 2 } }), ['untouched: modified of proposed a']);
    assert.deepEqual(judge({ base: {}, proposed: {}, live: { a: 2 } }), ['untouched: modified of proposed a']);
  });

  it('a field that somebody changed, and git to another value, is overwritten', () => {
    assert.deepEqual(judge({ base: { a: 1 }, proposed: { a: 3 }, live: { a: 2 } }), ['overwritten: modified of proposed a']);
    assert.deepEqual(judge({ base: { a: 1 }, proposed: {}, live: { a: 2 } }), ['overwritten: modified of proposed a']);
  });

  it('a field that somebody changed, and git to the very same value, is adopted', () => {
    assert.deepEqual(judge({ base: { a: 1 }, proposed: { a: 2 }, live: { a: 2 } }), ['adopted: modified of base a']);
  });

  it('a rollout that was pending before will change, and is no drift', () => {
    const causes = { a: 'not-yet-applied' } as const;
    assert.deepEqual(judge({ base: { a: 2 }, proposed: { a: 2 }, live: { a: 1 }, causes }), ['pending: modified of proposed a']);
    assert.deepEqual(judge({ base: { a: 2 }, proposed: { a: 3 }, live: { a: 1 }, causes }), ['changes: modified of proposed a']);
    assert.deepEqual(judge({ base: { a: 2 }, proposed: { a: 1 }, live: { a: 1 }, causes }), []);
    assert.deepEqual(judge({ base: { a: 2 }, live: { a: 1 }, causes }), ['withdraws: unmanaged of proposed']);
  });

  it('the fields of one object have each its own fate', () => {
    const object = { base: { a: 1, b: 1, c: 1, d: 1 }, proposed: { a: 2, b: 1, c: 3, d: 2 }, live: { a: 1, b: 2, c: 2, d: 2 } };
    assert.deepEqual(judge(object), [
      'adopted: modified of base d',
      'changes: modified of proposed a',
      'overwritten: modified of proposed c',
      'untouched: modified of proposed b',
    ]);
  });

  it('is adopted by nothing that could not be compared', () => {
    const gap = { type: 'kind', group: '', version: 'v1', kind: 'ConfigMap', reason: 'forbidden', message: '', declared: 1 } as const;
    assert.deepEqual(judge({ base: { a: 1 }, proposed: { a: 2 }, live: { a: 2 } }, [gap]), ['untouched: modified of base a']);
  });

  it('what the release merely stops ignoring has drifted: git says the same of it', () => {
    const { proposed, base } = buildSides([{ name: 'settings', base: { a: 1 }, proposed: { a: 1 }, live: { a: 2 } }]);
    assert.deepEqual(judgeDepartures(proposed, { ...base, differences: [] }).map(describeEntry), ['untouched: modified of proposed a']);
  });

  it('decides by the recorded causes where git does not move', () => {
    const { proposed } = buildSides([
      { name: 'a', proposed: { a: 2, b: 2 }, live: { a: 1, b: 1 }, causes: { a: 'not-yet-applied' } },
      { name: 'b', proposed: { a: 1 } },
      { name: 'c', live: { a: 1 } },
    ]);
    assert.deepEqual(judgeDepartures(proposed, undefined).map(describeEntry), [
      'pending: modified of proposed a',
      'untouched: modified of proposed b',
      'untouched: missing of proposed',
      'untouched: unmanaged of proposed',
    ]);
  });

  it('meets a list that was changed by hand as a whole in the item that git moves, and the other way round', () => {
    const { proposed, base } = buildSides([{ name: 'settings', base: { a: 1 }, proposed: { a: 3 }, live: { a: 2 } }]);
    const below = moveFields(proposed, [{ field: 'data' }, { field: 'a' }, { index: 1 }]);
    assert.deepEqual(
      judgeDepartures(lookDeeper(below), lookDeeper(base)).map(({ fate }) => fate),
      ['overwritten'],
    );
    const deepBase = moveFields(base, [{ field: 'data' }, { field: 'a' }, { index: 1 }]);
    assert.deepEqual(
      judgeDepartures(proposed, deepBase).map(({ fate }) => fate),
      ['overwritten'],
    );
  });
});

/** The same differences, told at another path. */
function moveFields(side: GateSide, path: readonly ({ field: string } | { index: number })[]): GateSide {
  const differences = side.differences.map((difference) =>
    difference.type === 'modified'
      ? { ...difference, fields: difference.fields.map((field) => ({ ...field, path, at: '.data.a[1]' })) }
      : difference,
  );
  return { ...side, differences };
}

/** Git's values as lists whose second item is the value. */
function lookDeeper(side: GateSide): GateSide {
  return {
    ...side,
    bodyOf: (ref) => {
      const body = side.bodyOf(ref);
      const data = (body?.['data'] ?? {}) as Record<string, number>;
      return body && { data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, [0, value]])) };
    },
  };
}

const fields = fc.option(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 3 })), { nil: undefined });
const causes = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('by-hand', 'not-yet-applied', 'unknown'));
const states = fc
  .array(fc.record({ base: fields, proposed: fields, live: fields, causes }), { maxLength: 6 })
  .map((objects) => objects.map((object, i) => ({ ...object, name: `settings-${i}` }) as ThreeStates));

/** Each departure of a side as one text. */
function listDepartures(side: GateSide): string[] {
  return side.differences.flatMap(({ type, ref, ...rest }) =>
    'fields' in rest ? rest.fields.map(({ at }) => `${type} ${ref.name} ${at}`) : [`${type} ${ref.name}`],
  );
}

function listEntries(entries: readonly GateEntry[]): string[] {
  return entries.flatMap(({ type, ref, fields: at }) => at?.map((each) => `${type} ${ref.name} ${each}`) ?? [`${type} ${ref.name}`]);
}

describe('the fates of all departures together', () => {
  it('hold every departure from the proposed revision exactly once, and of the base none twice', () => {
    fc.assert(
      fc.property(states, (objects) => {
        const { proposed, base } = buildSides(objects);
        const entries = judgeDepartures(proposed, base);
        const told = listEntries(entries.filter(({ side }) => side === 'proposed'));
        assert.deepEqual(told.sort(), listDepartures(proposed).sort());
        const ofBase = listEntries(entries.filter(({ side }) => side === 'base'));
        assert.equal(new Set(ofBase).size, ofBase.length);
        const all = new Set(listDepartures(base));
        assert.ok(ofBase.every((departure) => all.has(departure)));
        const alone = judgeDepartures(proposed, undefined);
        assert.deepEqual(listEntries(alone).sort(), listDepartures(proposed).sort());
      }),
    );
  });

  it('tell no drift of a cluster that is as the base says', () => {
    fc.assert(
      fc.property(states, (objects) => {
        const { proposed, base } = buildSides(
          objects.map(({ live: _live, base: said, ...rest }) => ({ ...rest, ...(said ? { base: said, live: said } : {}) })),
        );
        assert.deepEqual(
          [...new Set(judgeDepartures(proposed, base).map(({ fate }) => groupOf(fate)))].filter((group) => group !== 'will-change'),
          [],
        );
      }),
    );
  });

  it('tell no change and no drift of a cluster that is as the proposed revision says', () => {
    fc.assert(
      fc.property(states, (objects) => {
        const { proposed, base } = buildSides(
          objects.map(({ live: _live, proposed: said, ...rest }) => ({ ...rest, ...(said ? { proposed: said, live: said } : {}) })),
        );
        assert.ok(judgeDepartures(proposed, base).every(({ fate }) => fate === 'adopted'));
      }),
    );
  });

  it('leave no departure from the base untold that is no pending rollout', () => {
    fc.assert(
      fc.property(states, (objects) => {
        const { proposed, base } = buildSides(objects);
        const told = new Set(judgeDepartures(proposed, base).map(({ ref }) => ref.name));
        const pending = (difference: GateSide['differences'][number]): boolean =>
          difference.type === 'modified' && difference.fields.every(({ cause }) => cause === 'not-yet-applied');
        const untold = base.differences.filter((difference) => !pending(difference) && !told.has(difference.ref.name));
        assert.deepEqual(untold, []);
      }),
    );
  });
});
