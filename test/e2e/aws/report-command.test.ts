import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { openS3ReportStore } from '../../../functions/io/s3-report-store.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { buildReport } from '../../support/sample-report.ts';
import { buildVariedReport } from '../../support/sample-reports.ts';

const obtained = await obtainMoto();
const PROGRAM = join(import.meta.dirname, '../../../functions/cli/bin.js');

describe('plumbline report from a bucket', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    const client = new S3Client(moto.client);
    await client.send(new CreateBucketCommand({ Bucket: 'kept', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    for (const prefix of ['', 'audit/']) {
      const store = openS3ReportStore(client, { bucket: 'kept', prefix });
      await store.store(buildReport([], { readAt: '2026-11-03T22:00:00Z' }));
      await store.store(buildVariedReport());
    }
    client.destroy();
  });
  after(() => moto?.stop());

  const run = (args: readonly string[]) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      const { accessKeyId, secretAccessKey } = moto.client.credentials;
      const env = {
        PATH: process.env['PATH'],
        AWS_ENDPOINT_URL: moto.endpoint,
        AWS_REGION: moto.client.region,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
      };
      execFile(process.execPath, [PROGRAM, 'report', ...args], { env }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
    });

  it('tells the latest report, and the one in force at a time', async () => {
    for (const from of ['s3://kept', 's3://kept/', 's3://kept/audit', 's3://kept/audit/']) {
      const latest = await run(['--from', from]);
      assert.equal(latest.code, 1, latest.stderr);
      assert.match(latest.stdout, /DRIFTED/);
      const before = await run(['prod-eu', '--from', from, '--at', '2026-11-04T00:00:00Z']);
      assert.equal(before.code, 0, before.stderr);
    }
  });

  it('lists what is there', async () => {
    const { stdout } = await run(['prod-eu', '--list', '--from', 's3://kept']);
    assert.match(stdout, /^2026-11-04T03:12:09Z {2}3f2a9c1d .*\n2026-11-03T22:00:00Z .*\n$/);
  });

  it('says what to do where the bucket is another', async () => {
    const { code, stdout, stderr } = await run(['--from', 's3://other-bucket']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^plumbline: s3:\/\/other-bucket\/reports\/: NoSuchBucket[\s\S]*Is the name right/);
  });
});
