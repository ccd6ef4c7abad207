import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { it } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { openCheckStates } from '../../functions/io/check-state.ts';

it('waits where DynamoDB throttles, and claims once', async (t) => {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const throttled = ++requests <= 2;
      const type = 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException';
      response.writeHead(throttled ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(throttled ? { __type: type, message: 'slow down' } : {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new DynamoDBClient({
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  });
  t.after(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const states = openCheckStates(DynamoDBDocumentClient.from(client), 'state');
  assert.equal((await states.claimRun('prod-eu', 'one', '2026-11-04T03:00:00Z', 60_000)).type, 'taken');
  assert.equal(requests, 3);
});
