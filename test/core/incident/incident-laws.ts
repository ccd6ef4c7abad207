import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DEFAULT_INCIDENT_SETTINGS } from '../../../functions/core/incident/incident-settings.ts';
import { minutesBetween } from '../../../functions/core/incident/moments.ts';
import { type Arrived, createWorld, type Step, type World } from './incident-world.ts';

const objects = fc.integer({ min: 0, max: 3 });
const checks = fc.integer({ min: 0, max: 2 });
const change: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('drift' as const), check: checks, object: objects, value: fc.integer({ min: 0, max: 2 }) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('rollout' as const), check: checks, object: objects }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant('snooze' as const), nth: fc.nat(3), minutes: fc.constantFrom(5, 60, 600) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('break' as const), times: fc.integer({ min: 1, max: 2 }) }) },
);
const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined, freq: 3 });
/** What happens between two tellings: time passes, things change, some or all clusters are read, and notifiers run. */
const round: fc.Arbitrary<readonly Step[]> = fc
  .record({
    minutes: fc.constantFrom(1, 3, 6, 15, 15, 60, 700, 3_000),
    changes: fc.array(change, { maxLength: 2 }),
    read: fc.constantFrom([0, 1, 2], [0, 1, 2], [0], [1, 2]),
    blind: rarely(objects),
    fails: rarely(fc.constant(true)),
    twice: rarely(fc.constant(true)),
    tell: fc.record({
      type: fc.constant('tell' as const),
      tellers: fc.integer({ min: 1, max: 3 }),
      dies: rarely(fc.integer({ min: 1, max: 40 })),
      seed: fc.nat(100_000),
    }),
  })
  .map(({ minutes, changes, read, blind, fails = false, twice = false, tell }) => [
    { type: 'wait', minutes },
    ...changes,
    ...read.map((check) => ({ type: 'run' as const, check, blind, fails, twice })),
    tell,
  ]);
const histories = fc.array(round, { minLength: 3, maxLength: 20 }).map((rounds) => rounds.flat());

/** Lives through a history, then lets everything come to rest, and holds what was told against every law. */
export function provesLaws(runs: number): Promise<void> {
  return fc.assert(
    fc.asyncProperty(histories, async (history) => {
      const world = createWorld();
      for (const step of history) await world.take(step);
      await world.settle();
      isToldOnce(world);
      for (const thread of world.threads()) {
        const messages = thread.filter(({ id }, i) => thread.findIndex((other) => other.id === id) === i);
        isNews(messages);
        opensAndResolves(messages, world);
        isAcknowledgedOnce(messages, world);
      }
      assert.deepEqual(world.told(), world.truth(), 'what drifts is told, and what is over is resolved');
    }),
    // The same histories at every run: what is red here is red for everybody.
    { numRuns: runs, seed: 20_261_124 },
  );
}

/** Notifiers side by side send a message once; one that died between sending and storing may have it sent once more. */
function isToldOnce({ messages, owed }: World): void {
  const repeated = messages.length - new Set(messages.map(({ id, route }) => `${route} ${id}`)).size;
  assert.ok(repeated <= owed, `${repeated} messages arrived again, though notifiers died owing ${owed}`);
}

/** An unchanged drift is told again as a reminder only, and changes are gathered. */
function isNews(arrived: readonly Arrived[]): void {
  const messages = arrived.filter(({ type }) => type !== 'snoozed');
  const { changeMinutes, reminderMinutes } = DEFAULT_INCIDENT_SETTINGS;
  for (const [i, message] of messages.entries()) {
    const before = messages[i - 1];
    if (before === undefined) continue;
    const passed = minutesBetween(before.decidedAt, message.decidedAt);
    if (message.type === 'changed') {
      assert.notEqual(message.digest, before.digest, 'what is told as changed has changed');
      assert.ok(passed >= changeMinutes, 'changes are gathered');
    }
    if (message.type === 'reminder') {
      assert.equal(message.digest, before.digest, 'a reminder is of the same');
      assert.ok(passed >= Math.min(...reminderMinutes), 'reminders wait');
    }
  }
}

/**
 * A snooze is told once of each opening that it holds for: what is over and comes back exactly as it was snoozed is a new message everywhere. The first
 * news after it says that nobody has it any more; so it does after one that was refused, which may have arrived all the same.
 */
function isAcknowledgedOnce(messages: readonly Arrived[], { breaks, deaths }: World): void {
  const snoozes = messages.flatMap(({ generation, until }) => (until === undefined ? [] : `${generation} ${until}`));
  assert.equal(new Set(snoozes).size, snoozes.length, 'a snooze is told once');
  let isHeld: number | undefined;
  for (const { type, quiet, generation, until, decidedAt, afterSnooze } of messages) {
    if (type === 'snoozed') {
      assert.ok(quiet && decidedAt < (until ?? ''), 'it holds when it is told, and is news to nobody');
      isHeld = generation;
    } else if (!quiet && type !== 'resolved') {
      if (isHeld === generation || breaks + deaths === 0) assert.equal(afterSnooze, isHeld === generation, `${type} after a snooze`);
      isHeld = undefined;
    } else assert.ok(!afterSnooze);
  }
}

/** A message that could not be delivered before the drift was over may be told as its end alone; else they alternate. */
function opensAndResolves(messages: readonly Arrived[], { breaks, deaths }: World): void {
  const ends = messages.map(({ type }) => type).filter((type) => type === 'opened' || type === 'resolved');
  const resolved = ends.filter((type) => type === 'resolved').length;
  const opened = ends.length - resolved;
  assert.ok(resolved <= opened + breaks + deaths, ends.join());
  if (breaks + deaths > 0) return;
  for (const [i, type] of ends.entries()) assert.equal(type, i % 2 === 0 ? 'opened' : 'resolved', ends.join());
}
