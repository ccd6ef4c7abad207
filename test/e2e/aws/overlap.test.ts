/** Two runs of one check at once, in every order in which they can take the check, store and finish; and the storage that asks them to slow down. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type CheckOutcome, decideEvent } from '../../../functions/core/notification/check-outcome.ts';
import { openCheckStates } from '../../../functions/io/check-state.ts';
import type { DetectResult } from '../../../functions/io/detect-check.ts';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { type DetectLanes, describeRun, type Lane, startDetectLanes } from '../../support/detect-lanes.ts';
import type { Answer, Decide } from '../../support/fault-relay.ts';
import type { Ending } from '../../support/handler-process.ts';
import { obtainMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();
const MINUTE = 60_000;
/** The calls whose order counts: the check is taken, the report stored, the outcome kept. */
const TURNS = ['DynamoDB UpdateItem #1', 'S3 PUT report #1', 'DynamoDB UpdateItem #2'];

/** Every order of three turns of one run and three of the other. */
function listOrders(a = TURNS.length, b = TURNS.length): string[] {
  if (a === 0 || b === 0) return ['a'.repeat(a) + 'b'.repeat(b)];
  return [...listOrders(a - 1, b).map((rest) => `a${rest}`), ...listOrders(a, b - 1).map((rest) => `b${rest}`)];
}

function readResult(ending: Ending): DetectResult {
  return typeof ending === 'object' && 'result' in ending ? (ending.result as DetectResult) : assert.fail(JSON.stringify(ending));
}

describe('one check', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let bench: DetectLanes;
  before(async () => {
    bench = await startDetectLanes('python' in obtained ? obtained.python : assert.fail(), 4);
  });
  after(() => bench?.stop());

  const readState = (id: string) => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient(bench.moto.client));
    return openCheckStates(client, 'state').readState(id);
  };

  /** Runs `a` and `b` at once and lets each do the next of its turns when the order says so. A run that ends sooner leaves its turns to the other. */
  async function runInOrder(
    id: string,
    order: string,
    times: Readonly<Record<'a' | 'b', string>>,
    pair: Readonly<Record<'a' | 'b', Lane>>,
  ) {
    let turns = [...order];
    const run = async (name: 'a' | 'b'): Promise<DetectResult> => {
      const waitForTurn: Decide = async (call) => {
        if (TURNS.includes(call)) while (turns[0] !== name) await sleep(2);
        return undefined;
      };
      const pass = (call: string): void => {
        if (TURNS.includes(call)) turns.shift();
      };
      pair[name].relay.arm(waitForTurn, pass);
      const result = readResult(await pair[name].detect.invoke(describeRun(id, pair[name], name, times[name])));
      turns = turns.filter((turn) => turn !== name);
      return result;
    };
    return Promise.all([run('a'), run('b')]);
  }

  for (const lease of ['good', 'over'] as const) {
    it(`is told once, in whatever order two runs of it meet, while the lease of the first is ${lease}`, async () => {
      const orders = listOrders();
      assert.equal(orders.length, 20);
      const later = lease === 'good' ? Date.parse('2026-11-21T08:15:00Z') : Date.now() + 20 * MINUTE;
      const times = { a: new Date(later - 15 * MINUTE).toISOString(), b: new Date(later).toISOString() };
      const [a1, b1, a2, b2] = bench.lanes as [Lane, Lane, Lane, Lane];
      const work = async (pair: { a: Lane; b: Lane }): Promise<void> => {
        for (let order = orders.shift(); order !== undefined; order = orders.shift()) await meet(`${lease}-${order}`, order, times, pair);
      };
      await Promise.all([work({ a: a1, b: b1 }), work({ a: a2, b: b2 })]);
    });
  }

  async function meet(id: string, order: string, times: Readonly<Record<'a' | 'b', string>>, pair: Readonly<Record<'a' | 'b', Lane>>) {
    const results = await runInOrder(id, order, times, pair);
    const outcomes = results.filter((result): result is CheckOutcome => 'verdict' in result);
    const told = outcomes.map(decideEvent).filter((event) => event !== undefined);
    assert.deepEqual(told, ['Drift Detected'], `${id}: ${JSON.stringify(results)}`);
    const state = await readState(id);
    const newest = outcomes
      .map(({ at }) => at)
      .sort()
      .at(-1);
    assert.deepEqual([state?.last?.at, state?.holder], [newest, undefined], id);
    const reports = openS3ReportStore(bench.installation.s3, { bucket: 'reports' });
    const stored = await Array.fromAsync(reports.list(id));
    for (const { reportKey } of outcomes)
      assert.ok(
        stored.some(({ key }) => key === reportKey),
        `${id}: ${reportKey} is not stored`,
      );
    assert.equal((await reports.readLatest(id))?.readAt.slice(0, 19), stored[0]?.at.slice(0, 19), id);
  }

  /** More often than the SDK tries by itself. At the others once: each wait is longer than the one before. */
  const PATIENT = ['DynamoDB UpdateItem', 'S3 PUT report'];
  const [TOO_MUCH, SLOW_DOWN]: readonly Answer[] = [
    {
      status: 400,
      headers: { 'content-type': 'application/x-amz-json-1.0' },
      body: '{"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException","message":"The level of configured provisioned throughput for the table was exceeded."}',
    },
    {
      status: 503,
      headers: { 'content-type': 'application/xml' },
      body: '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>',
    },
  ];

  it('is made and told where DynamoDB and S3 ask to slow down, four times in a row where it writes', async () => {
    const [lane = assert.fail()] = bench.lanes;
    const asked = new Map<string, number>();
    lane.relay.arm((call) => {
      const kind = call.replace(/ #\d+$/, '');
      const times = (asked.get(kind) ?? 0) + 1;
      asked.set(kind, times);
      if (times > (PATIENT.includes(kind) ? 4 : 1)) return undefined;
      return kind.startsWith('DynamoDB ') ? TOO_MUCH : kind.startsWith('S3 ') ? SLOW_DOWN : undefined;
    });
    const result = readResult(await lane.detect.invoke(describeRun('throttled', lane)));
    assert.ok('verdict' in result);
    assert.equal(decideEvent(result), 'Drift Detected');
    assert.ok((asked.get('S3 PUT report') ?? 0) > 4 && (asked.get('DynamoDB UpdateItem') ?? 0) > 4, JSON.stringify([...asked]));
    assert.equal((await readState('throttled'))?.last?.reportKey, result.reportKey);
  });

  it('is made with the new token at the next attempt where the secret was rotated in the middle of a run', async () => {
    const [lane = assert.fail()] = bench.lanes;
    const secrets = new SecretsManagerClient(bench.moto.client);
    const put = (token: string) =>
      secrets.send(new PutSecretValueCommand({ SecretId: 'git/shop', SecretString: JSON.stringify({ token }) }));
    await put('a-token-that-was-replaced');
    lane.relay.arm(async (call) => {
      // Read it has the old one; from here on there is the new one.
      if (call === 'git GET info/refs #1') await put('a-token-of-the-tests');
      return undefined;
    });
    const event = describeRun('rotated', lane);
    const first = await lane.detect.invoke(event);
    assert.ok(typeof first === 'object' && 'error' in first, JSON.stringify(first));
    assert.match(first.error, /credentials|401|token/i);
    assert.doesNotMatch(first.error, /a-token/);
    lane.relay.arm();
    const second = readResult(await lane.detect.invoke(event));
    assert.ok('verdict' in second && decideEvent(second) === 'Drift Detected', JSON.stringify(second));
  });
});
