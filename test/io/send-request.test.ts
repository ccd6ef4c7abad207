import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createSendRequest } from '../../functions/io/requests/send-request.ts';

describe('the sender of all channels', () => {
  const limits = { timeoutMs: 200, budgetMs: 2000, attempts: 3, firstWaitMs: 1 };
  let server: Server;
  let url: string;
  let answers: { status: number; headers?: Record<string, string>; body?: string | 'endless' }[] = [];
  let asked: number[] = [];
  before(async () => {
    server = createServer((_request, response) => {
      asked.push(performance.now());
      const { status, headers, body } = answers.shift() ?? { status: 200, body: '{}' };
      response.writeHead(status, headers);
      if (body !== 'endless') return void response.end(body);
      const timer = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(timer));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/path-secret`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  const send = (...replies: typeof answers) => {
    [answers, asked] = [replies, []];
    return createSendRequest(limits)({ method: 'POST', url, body: '{}' });
  };

  it('waits as long as it is asked to', async () => {
    const { status } = await send({ status: 429, headers: { 'retry-after': '1' } });
    assert.equal(status, 200);
    assert.ok((asked[1] ?? 0) - (asked[0] ?? 0) >= 990);
  });

  it('reads a time to come back at by the clock of the one who sent it', async () => {
    const headers = { date: 'Wed, 04 Nov 2026 03:00:00 GMT', 'retry-after': 'Wed, 04 Nov 2026 03:00:01 GMT' };
    await send({ status: 503, headers });
    assert.ok((asked[1] ?? 0) - (asked[0] ?? 0) >= 990);
  });

  it('does not wait beyond its budget, and says what was asked', async () => {
    const before = performance.now();
    await assert.rejects(send({ status: 429, headers: { 'retry-after': '3600' } }), /is asked too often \(429\) and asks to wait 3600 s/);
    assert.ok(performance.now() - before < 500);
  });

  it('stops after so many attempts', async () => {
    const broken = { status: 500 };
    await assert.rejects(send(broken, broken, broken, broken), /answered 500 3 times/);
    assert.equal(asked.length, 3);
  });

  it('leaves any other answer to the channel, and tries once', async () => {
    assert.equal((await send({ status: 400, body: 'no' })).text, 'no');
    assert.equal(asked.length, 1);
  });

  it('takes an answer that never ends for none', async () => {
    await assert.rejects(send({ status: 200, body: 'endless' }), /did not answer within 0.2 s/);
  });

  it('names the host and nothing else of an address', async () => {
    const closed = createSendRequest(limits)({ method: 'POST', url: 'http://127.0.0.1:1/path-secret?token=x', body: '{}' });
    await assert.rejects(
      closed,
      (error: Error) => /127\.0\.0\.1:1/.test(error.message) && !/path-secret|token/.test(JSON.stringify(error) + error.stack),
    );
  });
});
