import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openS3Files } from '../../../functions/io/aws/s3-files.ts';
import { openDynamoDocuments } from '../../../functions/io/documents/dynamo-documents.ts';
import { openS3Documents } from '../../../functions/io/documents/s3-documents.ts';
import { describeDocumentStore } from '../../support/document-store-contract.ts';
import { createStateTable } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();

describe('documents in AWS', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let client: DynamoDBClient;
  let s3: S3Client;
  let tables = 0;
  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    client = new DynamoDBClient(moto.client);
    s3 = new S3Client({ ...moto.client, forcePathStyle: true });
  });
  after(async () => {
    client?.destroy();
    s3?.destroy();
    await moto?.stop();
  });

  describeDocumentStore('a table', async (now) => {
    const table = `state-${++tables}`;
    await createStateTable(client, table);
    return openDynamoDocuments(DynamoDBDocumentClient.from(client), table, { now, nonce: randomUUID });
  });

  describeDocumentStore('a bucket', async (now) => {
    const prefix = `store-${++tables}/`;
    await s3
      .send(new CreateBucketCommand({ Bucket: 'documents', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }))
      .catch(() => undefined);
    return openS3Documents(openS3Files(s3, { bucket: 'documents', prefix }), now);
  });
});
