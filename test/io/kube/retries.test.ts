import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readJson } from '../../../functions/io/kube/read-json.ts';
import { sendStatus } from '../../../functions/io/kube/replay-server.ts';
import { RequestError } from '../../../functions/io/kube/request-error.ts';
import { startFakeApiServer } from '../../support/fake-api-server.ts';
import { HASTY_LIMITS, openFakeCluster } from '../../support/open-fake-cluster.ts';

const ANSWER = JSON.stringify({ kind: 'Info', text: 'x'.repeat(4000) });
type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void;
const good: Answer = (_incoming, outgoing) => void outgoing.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER);

/** A server that answers the first requests one way each, and all others well. */
async function startFaulty(first: readonly Answer[]) {
  let count = 0;
  return startFakeApiServer({ listener: (incoming, outgoing) => (first[count++] ?? good)(incoming, outgoing) });
}

const faults: Readonly<Record<string, Answer>> = {
  'a connection that is reset': (incoming) => void incoming.socket.destroy(),
  'an answer that is reset halfway': (_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    outgoing.write(ANSWER.slice(0, 2000), () => outgoing.destroy());
  },
  'a body shorter than its content-length': (_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': ANSWER.length });
    outgoing.write(ANSWER.slice(0, 100), () => outgoing.destroy());
  },
  'JSON that breaks off although the transfer is whole': (_incoming, outgoing) =>
    void outgoing.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER.slice(0, 100)),
  'JSON that is garbled inside': (_incoming, outgoing) => void outgoing.writeHead(200).end('{"a":}'),
  'gzip that breaks off': (_incoming, outgoing) => {
    const zipped = gzipSync(ANSWER);
    outgoing.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(zipped.subarray(0, zipped.length - 12));
  },
  'gzip that is none': (_incoming, outgoing) => void outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(ANSWER),
  'an empty body': (_incoming, outgoing) => void outgoing.writeHead(200).end(),
  'a chunk that is garbled': (incoming) =>
    void incoming.socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nZZ\r\n{"a":1}\r\n'),
  'status 500': (_incoming, outgoing) => sendStatus(outgoing, 500, 'etcd is busy'),
  'status 502 of a proxy': (_incoming, outgoing) => void outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<html>bad gateway'),
  'status 503': (_incoming, outgoing) => sendStatus(outgoing, 503, 'apiserver is starting'),
  'status 504': (_incoming, outgoing) => sendStatus(outgoing, 504, 'timeout'),
  'a server that sends nothing': () => {},
};

for (const [name, fault] of Object.entries(faults)) {
  test(`${name} is tried again and then read whole`, async (t) => {
    const server = await startFaulty([fault]);
    const client = await openFakeCluster(t, server, { options: { limits: { ...HASTY_LIMITS, idle: 100 } } });
    assert.equal((await readJson(client, '/thing'))['kind'], 'Info');
    assert.equal(server.seen.length, 2);
    assert.equal(client.cost().requests, 2);
  });
}

for (const [name, fault] of Object.entries(faults)) {
  test(`${name} every time ends in an error after a bounded number of attempts`, async (t) => {
    const server = await startFaulty(Array.from({ length: 50 }, () => fault));
    const client = await openFakeCluster(t, server, { options: { limits: { ...HASTY_LIMITS, idle: 50 } } });
    await assert.rejects(readJson(client, '/thing'), RequestError);
    assert.equal(server.seen.length <= HASTY_LIMITS.attempts, true, `${server.seen.length} requests`);
  });
}

test('status 429 is tried again after the time that Retry-After names', async (t) => {
  const server = await startFaulty([(_incoming, outgoing) => sendStatus(outgoing.setHeader('retry-after', '1'), 429, 'too many requests')]);
  const client = await openFakeCluster(t, server);
  const start = performance.now();
  await readJson(client, '/thing');
  assert.equal(performance.now() - start >= 990, true);
});

test('a Retry-After beyond the deadline is not waited for', async (t) => {
  const server = await startFaulty([
    (_incoming, outgoing) => sendStatus(outgoing.setHeader('retry-after', '3600'), 429, 'too many requests'),
  ]);
  const client = await openFakeCluster(t, server);
  await assert.rejects(readJson(client, '/thing'), { reason: 'server-error', http: 429, message: '/thing: too many requests' });
  assert.equal(server.seen.length, 1);
});

test('a server that trickles is given up at the deadline', async (t) => {
  const trickle: Answer = (_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    const timer = setInterval(() => outgoing.write(' '), 20);
    outgoing.on('close', () => clearInterval(timer));
  };
  const server = await startFaulty([trickle, trickle]);
  const client = await openFakeCluster(t, server);
  const start = performance.now();
  await assert.rejects(client.get('/thing', { deadline: Date.now() + 400 }), { reason: 'timed-out' });
  assert.equal(performance.now() - start < 1500, true);
});

test('garbage without end is cut at the largest body allowed', async (t) => {
  const pour: Answer = (_incoming, outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    const write = (): void => {
      if (!outgoing.destroyed && outgoing.write(Buffer.alloc(65536, 123))) setImmediate(write);
    };
    outgoing.on('drain', write);
    write();
  };
  const client = await openFakeCluster(t, await startFaulty([pour, pour]), {
    options: { limits: { ...HASTY_LIMITS, largestBody: 1_000_000 } },
  });
  await assert.rejects(client.get('/thing'), { reason: 'too-large' });
});

test('gzip that unfolds to more than the largest body is not unfolded', async (t) => {
  const bomb = gzipSync(Buffer.alloc(5_000_000, 32));
  const server = await startFaulty([(_incoming, outgoing) => void outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb)]);
  const client = await openFakeCluster(t, server, { options: { limits: { ...HASTY_LIMITS, largestBody: 1_000_000 } } });
  await assert.rejects(client.get('/thing'), { reason: 'too-large' });
});

test('status 404 is not tried again', async (t) => {
  const server = await startFaulty([(_incoming, outgoing) => sendStatus(outgoing, 404, 'nothing here')]);
  const client = await openFakeCluster(t, server);
  await assert.rejects(readJson(client, '/thing?continue=abc'), { reason: 'not-found', message: '/thing: nothing here' });
  assert.equal(server.seen.length, 1);
});

test('answers are asked for compressed, and their size is counted as sent', async (t) => {
  const zipped = gzipSync(ANSWER);
  let encoding: string | undefined;
  const server = await startFaulty([
    (incoming, outgoing) => {
      encoding = String(incoming.headers['accept-encoding']);
      outgoing.writeHead(200, { 'content-encoding': 'gzip' }).end(zipped);
    },
  ]);
  const client = await openFakeCluster(t, server);
  await readJson(client, '/thing');
  assert.equal(encoding, 'gzip');
  assert.deepEqual(client.cost(), { requests: 1, bytes: zipped.length });
});

test('many requests share few TLS connections', async (t) => {
  const server = await startFaulty([]);
  const client = await openFakeCluster(t, server);
  for (let i = 0; i < 20; i++) await Promise.all([client.get('/a'), client.get('/b')]);
  assert.equal(server.countConnections() <= 2, true, `${server.countConnections()} connections`);
});
