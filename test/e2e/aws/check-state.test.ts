import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Finish, openCheckStates, type RunOutcome } from '../../../functions/io/check-state.ts';
import { createStateTable } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { serialiseCalls } from '../../support/serialise-calls.ts';

const obtained = await obtainMoto();
const NOW = '2026-11-04T03:00:00Z';
const MINUTE = 60_000;

function outcomeAt(at: string, fingerprint = 'a', verdict: RunOutcome['verdict'] = 'drifted'): RunOutcome {
  return { reportKey: `reports/prod-eu/${at}.json`, verdict, fingerprint, at };
}

const previousOf = (end: Finish | undefined) => (end?.type === 'finished' ? end.state.previous : assert.fail(end?.type));

describe('the state of a check in DynamoDB', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let client: DynamoDBDocumentClient;
  let checks = 0;
  const open = () => ({ states: openCheckStates(client, 'state'), check: `check-${++checks}` });
  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const plain = new DynamoDBClient(moto.client);
    await createStateTable(plain);
    client = DynamoDBDocumentClient.from(plain);
    serialiseCalls(client);
  });
  after(async () => {
    client?.destroy();
    await moto?.stop();
  });

  it('knows nothing of a check that never ran', async () => {
    const { states, check } = open();
    assert.equal(await states.readState(check), undefined);
  });

  it('gives a check to one of two overlapping runs, and tells the other who has it', async () => {
    const { states, check } = open();
    assert.equal((await states.claimRun(check, 'one', NOW, 15 * MINUTE)).type, 'taken');
    const held = { type: 'held', by: 'one', until: '2026-11-04T03:15:00.000Z' };
    assert.deepEqual(await states.claimRun(check, 'two', '2026-11-04T03:14:59Z', MINUTE), held);
    assert.equal((await states.claimRun(check, 'one', NOW, 15 * MINUTE)).type, 'taken');
    assert.deepEqual((await states.readState(check))?.holder, { run: 'one', until: held.until });
  });

  it('gives a check to one of ten at once', async () => {
    const { states, check } = open();
    const claims = await Promise.all(Array.from({ length: 10 }, (_, i) => states.claimRun(check, `run-${i}`, NOW, MINUTE)));
    assert.equal(claims.filter(({ type }) => type === 'taken').length, 1);
  });

  it('takes over from a run whose lease is over, and the late one changes nothing', async () => {
    const { states, check } = open();
    await states.claimRun(check, 'one', NOW, MINUTE);
    assert.equal((await states.claimRun(check, 'two', '2026-11-04T03:01:00Z', MINUTE)).type, 'taken');
    assert.deepEqual(await states.finishRun(check, 'one', outcomeAt(NOW)), { type: 'lost', by: 'two' });
    await states.releaseRun(check, 'one');
    const state = await states.readState(check);
    assert.deepEqual([state?.last, state?.holder?.run], [undefined, 'two']);
  });

  it('keeps the outcome with how the check stood before it, and gives the same answer however often it is asked', async () => {
    const { states, check } = open();
    const first = outcomeAt('2026-11-04T03:00:00.000Z', 'a');
    const second = outcomeAt('2026-11-04T03:15:00.000Z', 'b', 'incomplete');
    await states.claimRun(check, 'one', NOW, MINUTE);
    for (let i = 0; i < 2; i++) assert.equal(previousOf(await states.finishRun(check, 'one', first)), undefined);
    await states.claimRun(check, 'two', second.at, MINUTE);
    const previous = { verdict: 'drifted', fingerprint: 'a', readAt: first.at } as const;
    const state = { last: { ...second, run: 'two' }, failing: undefined, previous, completeAt: first.at, holder: undefined };
    for (let i = 0; i < 3; i++) assert.deepEqual(await states.finishRun(check, 'two', second), { type: 'finished', state });
    assert.deepEqual(await states.readState(check), state);
    assert.deepEqual(await states.claimRun(check, 'two', second.at, MINUTE), { type: 'finished', state });
  });

  it('finishes once where one run is carried on twice at the same time', async () => {
    const { states, check } = open();
    await states.claimRun(check, 'one', NOW, MINUTE);
    const ends = await Promise.all(Array.from({ length: 5 }, () => states.finishRun(check, 'one', outcomeAt(NOW))));
    for (const end of ends) assert.deepEqual(end, ends[0]);
    assert.equal(previousOf(ends[0]), undefined);
  });

  it('keeps since when a check fails, and the outcome before that', async () => {
    const { states, check } = open();
    const good = outcomeAt('2026-11-04T03:00:00.000Z', 'a');
    await states.claimRun(check, 'one', NOW, MINUTE);
    await states.finishRun(check, 'one', good);
    for (const [run, minute] of [
      ['two', '15'],
      ['three', '30'],
    ] as const) {
      const at = `2026-11-04T03:${minute}:00.000Z`;
      await states.claimRun(check, run, at, MINUTE);
      const ends = [await states.failRun(check, run, { at, error: `no ${run}` }), await states.failRun(check, run, { at, error: 'again' })];
      assert.deepEqual(ends[1], ends[0]);
    }
    const since = '2026-11-04T03:15:00.000Z';
    const state = await states.readState(check);
    assert.deepEqual(state, {
      last: { ...good, run: 'one' },
      failing: { at: '2026-11-04T03:30:00.000Z', error: 'no three', run: 'three', since },
      previous: { verdict: 'failed', fingerprint: 'a', readAt: good.at, failingSince: since },
      completeAt: good.at,
      holder: undefined,
    });
    assert.deepEqual(await states.claimRun(check, 'three', NOW, MINUTE), { type: 'finished', state });
    await states.claimRun(check, 'four', '2026-11-04T03:45:00Z', MINUTE);
    await states.finishRun(check, 'four', outcomeAt('2026-11-04T03:45:00.000Z', 'a'));
    assert.equal((await states.readState(check))?.failing, undefined);
  });

  it('lets one run have one end, where it fails and finishes at the same time', async () => {
    const { states, check } = open();
    await states.claimRun(check, 'one', NOW, MINUTE);
    const [failed, finished] = await Promise.all([
      states.failRun(check, 'one', { at: NOW, error: 'no' }),
      states.finishRun(check, 'one', outcomeAt(NOW)),
    ]);
    assert.deepEqual(failed, finished);
    const state = await states.readState(check);
    assert.notEqual(state?.failing === undefined, state?.last === undefined);
  });

  it('refuses the failure of a run that lost the check, and of one that is behind', async () => {
    const { states, check } = open();
    assert.deepEqual(await states.failRun(check, 'none', { at: NOW, error: 'no' }), { type: 'lost', by: undefined });
    await states.claimRun(check, 'one', NOW, MINUTE);
    await states.finishRun(check, 'one', outcomeAt(NOW));
    await states.claimRun(check, 'old', NOW, MINUTE);
    assert.equal((await states.failRun(check, 'old', { at: '2026-11-04T02:00:00Z', error: 'no' })).type, 'behind');
    const state = await states.readState(check);
    assert.deepEqual([state?.failing, state?.holder], [undefined, undefined]);
  });

  it('remembers the drift that was seen through runs that could not tell', async () => {
    const { states, check } = open();
    const run = async (minute: number, verdict: RunOutcome['verdict'], fingerprint: string) => {
      const at = `2026-11-04T03:${minute}:00.000Z`;
      await states.claimRun(check, at, at, MINUTE);
      return previousOf(await states.finishRun(check, at, outcomeAt(at, fingerprint, verdict)));
    };
    await run(10, 'drifted', 'a');
    assert.equal((await run(11, 'incomplete', 'empty'))?.fingerprint, 'a');
    assert.equal((await run(12, 'in-sync', 'empty'))?.fingerprint, 'a');
    assert.equal((await run(13, 'in-sync', 'empty'))?.fingerprint, undefined);
  });

  it('names the kinds that a run can no longer read, until they are read or gone', async () => {
    const { states, check } = open();
    const run = async (minute: number, read: string[], unchecked: string[], served = ['Pod', 'Secret', 'Widget.example.com']) => {
      const at = `2026-11-04T03:${minute}:00.000Z`;
      await states.claimRun(check, at, at, MINUTE);
      const end = await states.finishRun(check, at, outcomeAt(at), {
        complete: unchecked.length === 0,
        kinds: { read, unchecked, served },
      });
      return end.type === 'finished' ? end.state.last?.kindsLost : assert.fail(end.type);
    };
    assert.equal(await run(10, ['Pod', 'Secret', 'Widget.example.com'], []), undefined);
    assert.deepEqual(await run(11, ['Pod'], ['Secret', 'Widget.example.com']), ['Secret', 'Widget.example.com']);
    assert.deepEqual(await run(12, ['Pod'], ['Secret'], ['Pod', 'Secret']), ['Secret']);
    assert.equal(await run(13, ['Pod', 'Secret'], [], ['Pod', 'Secret']), undefined);
    assert.equal((await states.readState(check))?.completeAt, '2026-11-04T03:13:00.000Z');
  });

  it('goes forward only, and lets the check go all the same', async () => {
    const { states, check } = open();
    await states.claimRun(check, 'one', NOW, MINUTE);
    await states.finishRun(check, 'one', outcomeAt('2026-11-04T03:00:00Z', 'new'));
    await states.claimRun(check, 'two', NOW, MINUTE);
    assert.equal((await states.finishRun(check, 'two', outcomeAt('2026-11-04T02:59:00Z', 'old'))).type, 'behind');
    const state = await states.readState(check);
    assert.deepEqual([state?.last?.fingerprint, state?.holder], ['new', undefined]);
  });

  it('refuses the outcome of a run that never claimed', async () => {
    const { states, check } = open();
    assert.deepEqual(await states.finishRun(check, 'one', outcomeAt(NOW)), { type: 'lost', by: undefined });
    assert.equal(await states.readState(check), undefined);
  });

  it('is free again after a run that gave up', async () => {
    const { states, check } = open();
    await states.claimRun(check, 'one', NOW, MINUTE);
    await states.releaseRun(check, 'one');
    assert.equal((await states.claimRun(check, 'two', NOW, MINUTE)).type, 'taken');
  });
});
