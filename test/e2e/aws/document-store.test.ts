import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openDynamoDocuments } from '../../../functions/io/documents/dynamo-documents.ts';
import { describeDocumentStore } from '../../support/document-store-contract.ts';
import { createStateTable } from '../../support/installation.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';

const obtained = await obtainMoto();

describe('incidents in DynamoDB', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let client: DynamoDBClient;
  let tables = 0;
  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    client = new DynamoDBClient(moto.client);
  });
  after(async () => {
    client?.destroy();
    await moto?.stop();
  });

  describeDocumentStore('a table', async (now) => {
    const table = `state-${++tables}`;
    await createStateTable(client, table);
    return openDynamoDocuments(DynamoDBDocumentClient.from(client), table, { now, nonce: randomUUID });
  });
});
