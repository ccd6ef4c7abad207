import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { test } from 'node:test';
import { startFakeApiServer } from '../../support/fake-api-server.ts';

const SOURCE = join(import.meta.dirname, '../../../functions/io/kube');
const files = readdirSync(SOURCE).map((name) => ({ name, text: readFileSync(join(SOURCE, name), 'utf8') }));

/** What can put a request on a wire in Node. */
const SENDERS = /\bfetch\(|\.request\(|https?\.get\(|http2|undici|new WebSocket|net\.connect|makeApiClient|new Watch\b|\bApi\b/;

test('one file alone sends requests to a cluster, from one place', () => {
  const senders = files.filter(({ text }) => SENDERS.test(text)).map(({ name }) => name);
  assert.deepEqual(senders, ['send-get.ts']);
  const text = files.find(({ name }) => name === 'send-get.ts')?.text ?? '';
  assert.equal(text.match(/\.request\(/g)?.length, 1);
});

test('that place sends the constant GET without a body, and no parameter names a method', () => {
  const text = files.find(({ name }) => name === 'send-get.ts')?.text ?? '';
  assert.match(text, /const METHOD = 'GET';/);
  assert.equal(text.match(/method/gi)?.length, (text.match(/METHOD|only method|\bmethod: METHOD/g) ?? []).length + 1);
  assert.equal(/\.write\(|\.end\([^)]/.test(text), false);
});

test('no other method is so much as named, but by the replay server that refuses them', () => {
  for (const { name, text } of files) assert.equal(/['"`](POST|PUT|PATCH|DELETE)['"`]/.test(text), false, name);
});

test('the fake API server of every other test finds out whoever sends another method', async () => {
  const server = await startFakeApiServer({ listener: (_incoming, outgoing) => void outgoing.end() });
  await new Promise((resolve) => request(`${server.url}/x`, { method: 'PATCH', ca: server.authority.cert, agent: false }, resolve).end());
  await assert.rejects(server.stop(), /not only GET was sent: PATCH \/x/);
});
