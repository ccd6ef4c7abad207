/**
 * `detect`, as it is bundled, broken at every call it makes, in every way a call can break, and run again: one report, one outcome. Everything it
 * calls goes through a relay that counts; who is killed is a thread, in which nothing runs any more.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { fingerprintDifferences } from '../../../functions/core/fingerprint.ts';
import { type CheckOutcome, decideEvent } from '../../../functions/core/notification/check-outcome.ts';
import { openCheckStates } from '../../../functions/io/check-state.ts';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { type DetectLanes, describeRun, type Lane, startDetectLanes } from '../../support/detect-lanes.ts';
import { WAYS, type Way } from '../../support/fault-relay.ts';
import type { Ending } from '../../support/handler-process.ts';
import { obtainMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();
/** Cases at a time. */
const LANES = 4;

async function withinSeconds<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  const end = new AbortController();
  const late = sleep(seconds * 1000, undefined, { signal: end.signal }).then(() => assert.fail(`${what}: no end after ${seconds} s`));
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => {});
    end.abort();
  }
}

describe('detect that breaks', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let bench: DetectLanes;
  before(async () => {
    bench = await startDetectLanes('python' in obtained ? obtained.python : assert.fail(), LANES);
  });
  after(() => bench?.stop());

  /** The outcome without the name of its case. */
  function readOutcome(ending: Ending, id: string): CheckOutcome | undefined {
    if (ending === 'died' || 'error' in ending) return undefined;
    const outcome = JSON.parse(JSON.stringify(ending.result).replaceAll(id, 'ID')) as CheckOutcome;
    assert.ok('verdict' in outcome, `${id}: ${JSON.stringify(outcome)}`);
    return outcome;
  }

  async function runWhole(lane: Lane, id: string, level: string): Promise<CheckOutcome> {
    lane.level = level;
    lane.relay.arm();
    const ending = await lane.detect.invoke(describeRun(id, lane));
    return readOutcome(ending, id) ?? assert.fail(JSON.stringify(ending));
  }

  /** Breaks one call of a run, runs it again over a cluster that somebody changed meanwhile, and looks at what is left. */
  async function breakRun(lane: Lane, call: string, way: Way, whole: readonly CheckOutcome[]): Promise<void> {
    const id = `${way}-at-${call}`.replace(/[^\w-]+/g, '-').toLowerCase();
    let hit = false;
    lane.level = 'debug';
    lane.relay.arm((name) => {
      if (name !== call || hit) return undefined;
      hit = true;
      return way;
    });
    const event = describeRun(id, lane);
    const first = readOutcome(await withinSeconds(30, id, lane.detect.invoke(event)), id);
    assert.ok(hit, `${id}: never came to it`);
    if (way.startsWith('die')) assert.equal(first, undefined, `${id}: lives`);
    lane.level = 'trace';
    lane.relay.arm();
    const ending = await withinSeconds(30, id, lane.detect.invoke(event));
    const second = readOutcome(ending, id) ?? assert.fail(`${id}: ${JSON.stringify(ending)}`);

    if (first !== undefined) assert.deepEqual(second, first, `${id}: told twice, and differently`);
    const isWhole = whole.some((outcome) => JSON.stringify(outcome) === JSON.stringify(second));
    // A list that was refused is a gap of the report; another refusal, where it is no passing thing, is the end of the run.
    const isRefused = first !== undefined && (way === 'refuse' || way === 'lose');
    assert.ok(isWhole || (isRefused && (call.startsWith('kube ') || second.verdict === 'failed')), `${id}: ${JSON.stringify(second)}`);
    assert.match(decideEvent(second) ?? '', /^(Drift Detected|Check Incomplete|Check Failed)$/, id);
    await lookAt(id, second);
  }

  async function lookAt(id: string, outcome: CheckOutcome): Promise<void> {
    const reports = openS3ReportStore(bench.installation.s3, { bucket: 'reports' });
    const [kept, ...others] = await Array.fromAsync(reports.list(id));
    const states = openCheckStates(DynamoDBDocumentClient.from(new DynamoDBClient(bench.moto.client)), 'state');
    const state = await states.readState(id);
    if (outcome.verdict === 'failed') {
      assert.deepEqual([kept, state?.failing?.run, state?.last, state?.holder], [undefined, 'r', undefined, undefined], id);
      return;
    }
    assert.deepEqual([kept?.key.replaceAll(id, 'ID'), others], [outcome.reportKey, []], id);
    const report = (await reports.readLatest(id)) ?? assert.fail(id);
    assert.deepEqual([report.verdict, fingerprintDifferences(report.differences)], [outcome.verdict, outcome.fingerprint], id);
    assert.deepEqual(
      [state?.last?.run, state?.last?.reportKey, state?.previous, state?.holder],
      ['r', kept?.key, undefined, undefined],
      id,
    );
  }

  it('leaves one report and one outcome, whatever call breaks and however, when it is run again', async (t) => {
    const [lane = assert.fail()] = bench.lanes;
    const whole = [await runWhole(lane, 'whole-debug', 'debug'), await runWhole(lane, 'whole-trace', 'trace')];
    assert.notEqual(whole[0]?.fingerprint, whole[1]?.fingerprint);
    const calls = lane.relay.calls();
    for (const kind of [
      'S3 GET',
      'S3 PUT report',
      'S3 PUT latest',
      'S3 HEAD',
      'DynamoDB UpdateItem',
      'DynamoDB GetItem',
      'secretsmanager',
      'sts',
      'eks',
      'git GET',
      'git POST',
      'kube GET /api/v1/',
    ])
      assert.ok(
        calls.some((call) => call.startsWith(kind)),
        `${kind} is not among ${calls.join(', ')}`,
      );
    const cases = calls.flatMap((call) => WAYS.map((way) => ({ call, way })));
    t.diagnostic(`${calls.length} calls, ${cases.length} cases`);
    const failures: unknown[] = [];
    await Promise.all(
      bench.lanes.map(async (each) => {
        for (let next = cases.shift(); next !== undefined; next = cases.shift())
          await breakRun(each, next.call, next.way, whole).catch((error: unknown) => failures.push(error));
      }),
    );
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cases: ${failures.slice(0, 8).map(String).join('\n')}`);
  });
});
