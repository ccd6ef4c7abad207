import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { S3Client } from '@aws-sdk/client-s3';
import { openS3ReportStore, S3_PATIENCE } from '../../functions/io/s3-report-store.ts';
import { buildReport } from '../support/sample-report.ts';

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

const SLOW_DOWN = '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>';
const CONFLICT = '<Error><Code>ConditionalRequestConflict</Code><Message>Try again.</Message></Error>';

/** A store whose endpoint answers as told: `answer` gets the how manieth request of its method it is. */
async function openAgainst(t: TestContext, answer: (seen: Seen, count: number, response: ServerResponse) => void) {
  const requests: Seen[] = [];
  const server = createServer((request, response) => {
    const seen = { method: request.method ?? '', path: (request.url ?? '').split('?')[0] ?? '', headers: request.headers };
    requests.push(seen);
    request.resume().on('end', () => answer(seen, requests.filter(({ method }) => method === seen.method).length, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new S3Client({
    ...S3_PATIENCE,
    region: 'eu-west-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
  });
  t.after(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  return { store: openS3ReportStore(client, { bucket: 'reports' }), requests };
}

describe('reports in S3, where it does not go smoothly', () => {
  it('waits where S3 asks to slow down, and stores the report once', async (t) => {
    const { store, requests } = await openAgainst(t, ({ method }, count, response) => {
      if (method === 'HEAD') response.writeHead(404).end();
      else if (count <= 2) response.writeHead(503).end(SLOW_DOWN);
      else response.writeHead(200, { etag: '"1"' }).end();
    });
    assert.equal((await store.store(buildReport())).stored, true);
    const puts = requests.filter(({ method }) => method === 'PUT');
    assert.deepEqual(
      puts.map(({ path }) => path.split('/').at(-1)),
      [...Array(3).fill('031209Z-3f2a9c1d.json'), 'latest.json'],
    );
    for (const { headers } of puts) {
      assert.deepEqual([headers['if-none-match'], headers['content-encoding'], headers['content-type']], ['*', 'gzip', 'application/json']);
      // How it is encrypted is the bucket's own setting.
      assert.deepEqual(
        Object.keys(headers).filter((name) => name.includes('encryption')),
        [],
      );
    }
  });

  it('tries a write again that met another one', async (t) => {
    const { store } = await openAgainst(t, ({ method }, count, response) => {
      if (method === 'HEAD') response.writeHead(404).end();
      else if (count <= 2) response.writeHead(409).end(CONFLICT);
      else response.writeHead(200).end();
    });
    assert.equal((await store.store(buildReport())).stored, true);
  });

  it('looks at latest.json again where another run was faster, and leaves a later one', async (t) => {
    const later = { etag: '"2"', 'x-amz-meta-plumbline-report': 'reports/prod-eu/2026-11-05/000000Z-3f2a9c1d.json' };
    const earlier = { etag: '"1"', 'x-amz-meta-plumbline-report': 'reports/prod-eu/2026-11-03/000000Z-3f2a9c1d.json' };
    const { store, requests } = await openAgainst(t, ({ method, path }, count, response) => {
      if (method === 'HEAD') response.writeHead(200, count === 1 ? earlier : later).end();
      else if (path.endsWith('latest.json')) response.writeHead(412).end();
      else response.writeHead(200).end();
    });
    await store.store(buildReport());
    assert.deepEqual(
      requests.map(({ method, headers }) => [method, headers['if-match']]),
      [
        ['PUT', undefined],
        ['HEAD', undefined],
        ['PUT', '"1"'],
        ['HEAD', undefined],
      ],
    );
  });

  it('says which bucket refuses and what is needed', async (t) => {
    const { store } = await openAgainst(t, (_seen, _count, response) => {
      response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
    });
    await assert.rejects(store.store(buildReport()), {
      name: 'PlumblineError',
      message: /^s3:\/\/reports\/reports\/prod-eu\/2026-11-04\/.*: AccessDenied: Access Denied$/,
      advice: /s3:PutObject/,
    });
    await assert.rejects(store.listClusters(), { message: /^s3:\/\/reports\/reports\/: AccessDenied/ });
  });

  it('says so where the bucket is not there, instead of that nothing is stored', async (t) => {
    const { store } = await openAgainst(t, (_seen, _count, response) => {
      response.writeHead(404).end('<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>');
    });
    await assert.rejects(store.readLatest('prod-eu'), { message: /NoSuchBucket/, advice: /Is the name right/ });
    await assert.rejects(store.read('reports/prod-eu/latest.json'), /NoSuchBucket/);
  });
});
