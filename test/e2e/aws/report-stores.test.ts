import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildLatestKey } from '../../../functions/core/report-key.ts';
import { openS3ReportStore, S3_PATIENCE } from '../../../functions/io/s3-report-store.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import { describeReportStore } from '../../support/report-store-contract.ts';
import { serialiseCalls } from '../../support/serialise-calls.ts';

const obtained = await obtainMoto();
const skip = 'skip' in obtained ? obtained.skip : false;
let moto: Moto;
let client: S3Client;
let buckets = 0;

before(async () => {
  if ('skip' in obtained) return;
  moto = await startMoto(obtained.python);
  client = new S3Client({ ...moto.client, ...S3_PATIENCE });
  serialiseCalls(client);
});
after(async () => {
  client?.destroy();
  await moto?.stop();
});

describeReportStore('S3', () => openBucket(''), { skip });
describeReportStore('S3 below a prefix', () => openBucket('audit/plumbline/'), { skip });

async function openBucket(prefix: string) {
  const bucket = `reports-${++buckets}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
  return {
    store: openS3ReportStore(client, { bucket, prefix }),
    damage: async (key: string, content: string) => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: prefix + key, Body: content }));
    },
    readLatestCopy: async (cluster: string) => {
      const latest = await client.send(new GetObjectCommand({ Bucket: bucket, Key: prefix + buildLatestKey(cluster) }));
      assert.equal(latest.ContentEncoding, 'gzip');
      latest.Body?.transformToByteArray().catch(() => {});
      return latest.Metadata?.['plumbline-report'] ?? '';
    },
  };
}
