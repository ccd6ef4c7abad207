import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openCheckStates, type RunOutcome } from '../../../functions/io/check-state.ts';
import { createStateTable } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();
const NOW = '2026-11-04T03:00:00Z';
const MINUTE = 60_000;

function outcomeAt(at: string, fingerprint = 'a', verdict: RunOutcome['verdict'] = 'drifted'): RunOutcome {
  return { reportKey: `reports/prod-eu/${at}.json`, verdict, fingerprint, at };
}

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
    assert.deepEqual(await states.claimRun(check, 'one', NOW, 15 * MINUTE), { type: 'taken' });
    const held = { type: 'held', by: 'one', until: '2026-11-04T03:15:00.000Z' };
    assert.deepEqual(await states.claimRun(check, 'two', '2026-11-04T03:14:59Z', MINUTE), held);
    assert.deepEqual(await states.claimRun(check, 'one', NOW, 15 * MINUTE), { type: 'taken' });
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
    assert.deepEqual(await states.claimRun(check, 'two', '2026-11-04T03:01:00Z', MINUTE), { type: 'taken' });
    assert.deepEqual(await states.finishRun(check, 'one', outcomeAt(NOW)), { type: 'lost', by: 'two' });
    await states.releaseRun(check, 'one');
    const state = await states.readState(check);
    assert.deepEqual([state?.last, state?.holder?.run], [undefined, 'two']);
  });

  it('keeps the outcome with the one before it, and gives the same answer however often it is asked', async () => {
    const { states, check } = open();
    const first = outcomeAt('2026-11-04T03:00:00.000Z', 'a');
    const second = outcomeAt('2026-11-04T03:15:00.000Z', 'b', 'incomplete');
    await states.claimRun(check, 'one', NOW, MINUTE);
    for (let i = 0; i < 2; i++) assert.deepEqual(await states.finishRun(check, 'one', first), { type: 'finished', previous: undefined });
    await states.claimRun(check, 'two', second.at, MINUTE);
    for (let i = 0; i < 3; i++) assert.deepEqual(await states.finishRun(check, 'two', second), { type: 'finished', previous: first });
    const state = { last: { ...second, run: 'two' }, previous: first, completeAt: first.at, holder: undefined };
    assert.deepEqual(await states.readState(check), state);
    assert.deepEqual(await states.claimRun(check, 'two', second.at, MINUTE), { type: 'finished', state });
  });

  it('finishes once where one run is carried on twice at the same time', async () => {
    const { states, check } = open();
    await states.claimRun(check, 'one', NOW, MINUTE);
    const ends = await Promise.all(Array.from({ length: 5 }, () => states.finishRun(check, 'one', outcomeAt(NOW))));
    for (const end of ends) assert.deepEqual(end, { type: 'finished', previous: undefined });
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
    assert.deepEqual(await states.claimRun(check, 'two', NOW, MINUTE), { type: 'taken' });
  });
});
