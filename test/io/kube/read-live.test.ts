import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KindRead } from '../../../functions/core/live-state.ts';
import { readLive } from '../../../functions/io/kube/read-live.ts';
import { createReplayListener, type Misbehave, sendStatus } from '../../../functions/io/kube/replay-server.ts';
import { startFakeApiServer } from '../../support/fake-api-server.ts';
import { HASTY_LIMITS, openFakeCluster } from '../../support/open-fake-cluster.ts';
import { type ServedObjects, serveObjects } from '../../support/served-cluster.ts';

const NAMES = ['Apple', 'Berry', 'Cherry', 'Date', 'Elder', 'Fig', 'Grape', 'Hazel', 'Ivy', 'Juniper'];
const KINDS: readonly ServedObjects[] = NAMES.map((kind) => ({
  group: 'fruit.example.com',
  version: 'v1',
  kind,
  resource: `${kind.toLowerCase()}s`,
  objects: [{ metadata: { name: `one-${kind.toLowerCase()}`, namespace: 'shop' } }],
}));
const READS: readonly KindRead[] = KINDS.map(({ objects: _objects, ...kind }) => ({
  served: { ...kind, namespaced: true, verbs: ['get', 'list'], preferred: true },
  mode: 'full',
}));

async function readAgainst(t: Parameters<typeof openFakeCluster>[0], misbehave?: Misbehave, reads = READS) {
  const server = await startFakeApiServer({ listener: createReplayListener(serveObjects(KINDS), misbehave) });
  const client = await openFakeCluster(t, server, { options: { limits: { ...HASTY_LIMITS, idle: 400 } } });
  const kinds: string[] = [];
  const progress: number[] = [];
  const unchecked = await readLive(client, reads, {
    onPage: (page) => void kinds.push(page.read.served.kind),
    onRestart: () => {},
    onProgress: (done) => void progress.push(done),
  });
  return { server, unchecked, kinds: kinds.sort(), progress };
}

/** Answers requests for one resource in a way of its own. */
function breakResource(resource: string, answer: Misbehave): Misbehave {
  return (request, incoming, outgoing) => request.path.includes(`/${resource}?`) && answer(request, incoming, outgoing);
}

const status =
  (code: number, message: string): Misbehave =>
  (_request, _incoming, outgoing) => {
    sendStatus(outgoing, code, message);
    return true;
  };

const withoutCherry = NAMES.filter((kind) => kind !== 'Cherry');

test('every kind is read, and progress is told', async (t) => {
  const { unchecked, kinds, progress } = await readAgainst(t);
  assert.deepEqual(unchecked, []);
  assert.deepEqual(kinds, NAMES);
  assert.deepEqual(progress, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('a kind that may not be listed is unchecked alone, with the rule to add', async (t) => {
  const { unchecked, kinds } = await readAgainst(t, breakResource('cherrys', status(403, 'cherrys is forbidden')));
  assert.deepEqual(kinds, withoutCherry);
  assert.equal(unchecked.length, 1);
  assert.equal(unchecked[0]?.reason, 'forbidden');
  assert.equal(unchecked[0]?.http, 403);
  assert.match(unchecked[0]?.message ?? '', /\{apiGroups: \["fruit\.example\.com"\], resources: \["cherrys"\], verbs: \["get", "list"\]\}/);
});

const FAILURES: Readonly<Record<string, readonly [Misbehave, string, RegExp]>> = {
  'a broken aggregated API': [status(503, 'service unavailable'), 'server-error', /kubectl get apiservice v1\.fruit\.example\.com/],
  'a conversion webhook that is down': [
    status(500, 'conversion webhook for fruit.example.com/v1, Kind=Cherry failed: connection refused'),
    'server-error',
    /webhook that converts Cherry/,
  ],
  'a kind that was removed meanwhile': [status(404, 'not found'), 'not-found', /CustomResourceDefinition was removed/],
  'a list that never answers': [() => true, 'timed-out', /not a single byte/],
  'a list that is always cut': [
    (_request, _incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      outgoing.write('{"kind":"CherryList",', () => outgoing.destroy());
      return true;
    },
    'invalid-response',
    /breaks off/,
  ],
  'a list that is a web page': [
    (_request, _incoming, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<html>');
      return true;
    },
    'invalid-response',
    /web page/,
  ],
  'a list whose connection is always reset': [
    (_request, incoming) => {
      incoming.socket.destroy();
      return true;
    },
    'unreachable',
    /cannot reach/,
  ],
};

for (const [name, [answer, reason, message]] of Object.entries(FAILURES)) {
  test(`${name} leaves that kind unchecked and all others read`, async (t) => {
    const { unchecked, kinds } = await readAgainst(t, breakResource('cherrys', answer));
    assert.deepEqual(kinds, withoutCherry);
    assert.deepEqual(
      unchecked.map((kind) => [kind.kind, kind.reason]),
      [['Cherry', reason]],
    );
    assert.match(unchecked[0]?.message ?? '', message);
  });
}

test('a half-dead server leaves exactly the kinds unchecked that it did not answer', async (t) => {
  const dead = ['apples', 'dates', 'figs', 'ivys'];
  const { unchecked, kinds } = await readAgainst(t, ({ path }, incoming) => {
    const hit = dead.some((resource) => path.includes(`/${resource}?`));
    if (hit) incoming.socket.destroy();
    return hit;
  });
  assert.deepEqual(
    unchecked.map(({ kind }) => kind),
    ['Apple', 'Date', 'Fig', 'Ivy'],
  );
  assert.equal(kinds.length, 6);
});

test('a kind without the list verb is unchecked without a request', async (t) => {
  const read = READS[0] as KindRead;
  const { server, unchecked } = await readAgainst(t, undefined, [{ ...read, served: { ...read.served, verbs: ['create'] } }]);
  assert.equal(unchecked[0]?.reason, 'no-list-verb');
  assert.equal(server.seen.length, 0);
});

test('a server that is gone altogether ends the check instead of leaving every kind unchecked', async (t) => {
  await assert.rejects(
    readAgainst(t, (_request, incoming) => {
      incoming.socket.destroy();
      return true;
    }),
    { name: 'PlumblineError', code: 'unreachable' },
  );
});

test('credentials that are refused everywhere in the middle of a check end it', async (t) => {
  let count = 0;
  await assert.rejects(
    readAgainst(t, (_request, _incoming, outgoing) => {
      if (++count <= 2) return false;
      sendStatus(outgoing, 401, 'Unauthorized');
      return true;
    }),
    { name: 'PlumblineError', code: 'authentication' },
  );
});
