/** `detect` on real storage. What becomes of it when a call breaks is in `faults.test.ts`. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { WHOLE_CLUSTER } from '../../../functions/core/check.ts';
import { DEFAULT_CONFIG } from '../../../functions/core/config.ts';
import { createMask } from '../../../functions/core/mask/create-mask.ts';
import { decideEvent } from '../../../functions/core/notification/check-outcome.ts';
import { openCheckStates } from '../../../functions/io/check-state.ts';
import { type Demo, openDemo } from '../../../functions/io/demo/open-demo.ts';
import { type DetectEvent, type DetectResult, type DetectServices, detectCheck } from '../../../functions/io/detect-check.ts';
import { openCluster } from '../../../functions/io/kube/open-cluster.ts';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { createStateTable } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();

describe('detect', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let demo: Demo;
  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    demo = await openDemo();
    await createStateTable(new DynamoDBClient(moto.client));
    await new S3Client(moto.client).send(
      new CreateBucketCommand({ Bucket: 'reports', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }),
    );
  });
  after(async () => {
    await demo?.close();
    await moto?.stop();
  });

  function prepare(): DetectServices {
    return {
      states: openCheckStates(DynamoDBDocumentClient.from(new DynamoDBClient(moto.client)), 'state'),
      reports: openS3ReportStore(new S3Client(moto.client), { bucket: 'reports' }),
      rules: DEFAULT_CONFIG,
      mask: createMask(Buffer.from('key')),
      credentialsFor: async () => undefined,
      openCluster: () => openCluster({ from: { kubeconfig: [demo.kubeconfig] } }),
    };
  }

  function describeRun(id: string, run: string, at: string): DetectEvent {
    const source = { id: 'shop', url: demo.repository, revision: 'HEAD', path: '', defaultNamespace: 'default' };
    return {
      item: { id, cluster: { name: id, region: 'eu-central-1' }, sources: [source], scope: WHOLE_CLUSTER, everyMinutes: 15 },
      run,
      at,
    };
  }
  const deadline = () => Date.now() + 120_000;
  const detect = (event: DetectEvent): Promise<DetectResult> => detectCheck(event, prepare(), deadline());

  async function listReports(id: string): Promise<string[]> {
    const { Contents = [] } = await new S3Client(moto.client).send(
      new ListObjectsV2Command({ Bucket: 'reports', Prefix: `reports/${id}/2` }),
    );
    return Contents.flatMap(({ Key }) => Key ?? []);
  }

  it('stores the report, and tells what it says with the most important first', async () => {
    const result = await detect(describeRun('first', 'r1', '2026-11-21T08:00:00Z'));
    assert.ok('verdict' in result);
    assert.equal(decideEvent(result), 'Drift Detected');
    assert.match(result.headlines?.[0] ?? '', /ClusterRoleBinding.*emergency-access is in no repository: grants rights/);
    assert.deepEqual(await listReports('first'), [result.reportKey]);
  });

  it('tells the same drift of the next run as unchanged', async () => {
    const result = await detect(describeRun('first', 'r2', '2026-11-21T08:15:00Z'));
    assert.ok('verdict' in result);
    assert.equal(result.previous?.fingerprint, result.fingerprint);
    assert.equal(decideEvent(result), undefined);
    assert.equal((await listReports('first')).length, 2);
  });

  it('leaves a check alone that another run holds', async () => {
    const services = prepare();
    await services.states.claimRun('held', 'other', new Date().toISOString(), 60_000);
    assert.deepEqual(await detect(describeRun('held', 'mine', new Date().toISOString())), { check: 'held', run: 'mine', held: 'other' });
    assert.deepEqual(await listReports('held'), []);
  });

  it('stores what it has when its time runs out, and says what is missing', async () => {
    const services = prepare();
    const slow: DetectServices = {
      ...services,
      openCluster: async (item) => {
        const client = await services.openCluster(item);
        return {
          ...client,
          get: async (path, request) => {
            if (path.includes('limit=')) await setTimeout(400);
            return client.get(path, request);
          },
        };
      },
    };
    const result = await detectCheck(describeRun('slow', 'r', '2026-11-21T10:00:00Z'), slow, Date.now() + 2_000);
    assert.ok('verdict' in result);
    const report = await services.reports.readLatest('slow');
    const late = (report?.unchecked ?? []).filter(({ reason }) => reason === 'timed-out');
    assert.ok(late.length > 5, `${late.length} kinds were late`);
    assert.notEqual(result.verdict, 'in-sync');
  });
});
