/** `plan`, `watch` and the state of checks on real storage: who is missed, and who is not. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PlanEvent } from '../../../functions/handlers/plan.ts';
import type { WatchReport } from '../../../functions/handlers/watch.ts';
import { openCheckStates } from '../../../functions/io/check-state.ts';
import { readCheckStates } from '../../../functions/io/read-check-states.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();
const CLUSTERS = ['fresh', 'late', 'never'];
const CONFIG = `
sources: [{id: shop, url: "https://git.example.com/shop.git"}]
clusters: [${CLUSTERS.map((name) => `{name: ${name}, eks: {region: eu-west-1}}`).join(', ')}]
`;
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

describe('watch', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let s3: S3Client;
  let dynamo: DynamoDBDocumentClient;
  let watch: () => Promise<WatchReport>;
  let plan: (event: PlanEvent) => Promise<unknown>;

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      POWERTOOLS_LOG_LEVEL: 'SILENT',
      PLUMBLINE_INSTALLATION: 'plumbline',
      PLUMBLINE_CONFIG: 's3://work/plumbline.yaml',
      PLUMBLINE_WORK_BUCKET: 'work',
      PLUMBLINE_STATE_TABLE: 'state',
    });
    s3 = new S3Client(moto.client);
    await s3.send(new CreateBucketCommand({ Bucket: 'work', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml', Body: CONFIG }));
    const plain = new DynamoDBClient(moto.client);
    const keys = ['pk', 'sk'] as const;
    await plain.send(
      new CreateTableCommand({
        TableName: 'state',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
        KeySchema: keys.map((AttributeName, i) => ({ AttributeName, KeyType: i === 0 ? 'HASH' : 'RANGE' })),
      }),
    );
    dynamo = DynamoDBDocumentClient.from(plain);
    ({ handler: watch } = await import('../../../functions/handlers/watch.ts'));
    ({ handler: plan } = await import('../../../functions/handlers/plan.ts'));
  });
  after(() => moto?.stop());

  async function complete(check: string, at: string): Promise<void> {
    const states = openCheckStates(dynamo, 'state');
    await states.claimRun(check, at, at, 1000);
    await states.finishRun(check, at, { reportKey: 'reports/x.json', verdict: 'in-sync', fingerprint: '', at });
  }

  it('misses nobody while a configuration that was just deployed waits for its first runs', async () => {
    const { checks, stale } = await watch();
    assert.deepEqual([checks, stale], [3, []]);
  });

  it('names the checks that do not come, those that never ran included', async () => {
    await plan({ run: 'r1', at: hoursAgo(48) });
    await complete('fresh', hoursAgo(0.1));
    await complete('late', hoursAgo(5));
    const { stale } = await watch();
    assert.deepEqual(
      stale.map(({ check }) => check),
      ['late', 'never'],
    );
    assert.match(stale[0]?.message ?? '', /^late was last checked completely at .* expected every 15 minutes\./);
  });

  it('knows since when a check is expected, though every run plans it anew', async () => {
    await plan({ run: 'r2', at: new Date().toISOString() });
    assert.equal((await watch()).stale.length, 2);
  });

  it('rejects a damaged list of the fleet, and the next plan heals it', async () => {
    const fleet = { Bucket: 'work', Key: 'plans/fleet.json' };
    await s3.send(new PutObjectCommand({ ...fleet, Body: '[{' }));
    await assert.rejects(watch(), /s3:\/\/work\/plans\/fleet\.json is damaged/);
    await plan({ run: 'r3', at: hoursAgo(1.5) });
    const { Body } = await s3.send(new GetObjectCommand(fleet));
    assert.equal(JSON.parse((await Body?.transformToString()) ?? '').length, 3);
    assert.equal((await watch()).stale.length, 2);
  });

  it('reads the states of more checks than one request takes', async () => {
    const ids = Array.from({ length: 230 }, (_, i) => `check-${i}`);
    await complete('check-150', '2026-11-24T08:00:00.000Z');
    await complete('check-229', '2026-11-24T09:00:00.000Z');
    const states = await readCheckStates(dynamo, 'state', ids);
    assert.deepEqual([...states].map(([check, { completeAt }]) => [check, completeAt]).sort(), [
      ['check-150', '2026-11-24T08:00:00.000Z'],
      ['check-229', '2026-11-24T09:00:00.000Z'],
    ]);
  });

  it('asks again for what DynamoDB left out', async () => {
    await complete('slow', '2026-11-24T08:00:00.000Z');
    const partial = DynamoDBDocumentClient.from(new DynamoDBClient(moto.client));
    let answers = 0;
    let empty = 2;
    partial.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        answers++;
        if (empty-- <= 0) return answer;
        const { RequestItems } = args.input as { RequestItems: unknown };
        return { ...answer, output: { ...answer.output, Responses: {}, UnprocessedKeys: RequestItems } as typeof answer.output };
      },
      { step: 'initialize', priority: 'low' },
    );
    assert.deepEqual([...(await readCheckStates(partial, 'state', ['slow'])).keys()], ['slow']);
    assert.equal(answers, 3);
  });
});
