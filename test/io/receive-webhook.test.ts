import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from '../../functions/core/config.ts';
import type { WebhookRequest } from '../../functions/core/webhook/forge.ts';
import { parseWebhookSecrets } from '../../functions/core/webhook/parse-webhook-secrets.ts';
import { type FunctionUrlEvent, type PushRun, receiveWebhook, type WebhookAnswer } from '../../functions/io/receive-webhook.ts';
import { buildGithubPush, NO_COMMIT, SECRET, sendGithub } from '../support/webhooks.ts';

const CONFIG = parseConfig(
  `sources: [{id: shop, url: https://github.com/acme/shop.git, revision: main}]
clusters: [{name: prod-eu, eks: {region: eu-west-1}}]
`,
  'p.yaml',
);

/** What was asked of the installation, in order. */
interface Received {
  readonly answer: WebhookAnswer;
  readonly asked: readonly string[];
  readonly runs: readonly PushRun[];
}

async function receive(event: FunctionUrlEvent, started = new Set<string>(), secret = SECRET): Promise<Received> {
  const asked: string[] = [];
  const runs: PushRun[] = [];
  const answer = await receiveWebhook(event, {
    readSecrets: async () => {
      asked.push('secrets');
      return parseWebhookSecrets(secret, 'plumbline/webhook');
    },
    readConfig: async () => {
      asked.push('config');
      return CONFIG;
    },
    start: async (run) => {
      asked.push('start');
      if (started.has(run.run)) return 'already-started';
      started.add(run.run);
      runs.push(run);
      return 'started';
    },
    now: () => Date.parse('2026-11-21T08:00:00Z'),
  });
  return { answer, asked, runs };
}

function post({ headers, body }: WebhookRequest, { method = 'POST', base64 = false } = {}): FunctionUrlEvent {
  const text = Buffer.from(body).toString(base64 ? 'base64' : 'utf8');
  return { headers, body: text, isBase64Encoded: base64, requestContext: { http: { method, sourceIp: '192.0.2.1' } } };
}

const push = sendGithub(buildGithubPush());

describe('a webhook that was received', () => {
  it('starts the checks that follow what was pushed', async () => {
    const { answer, runs } = await receive(post(push));
    assert.deepEqual([answer.status, answer.message, answer.forge], [202, 'started', 'GitHub']);
    const [run] = runs;
    assert.match(run?.run ?? '', /^push-[0-9a-f]{64}$/);
    assert.equal(run?.at, '2026-11-21T08:00:00.000Z');
    assert.deepEqual(run?.push.refs, ['refs/heads/main']);
  });
  it('is verified over its bytes where Lambda hands them on in base64', async () => {
    assert.equal((await receive(post(push, { base64: true }))).answer.status, 202);
    const tampered = { ...push, body: Buffer.concat([push.body, Buffer.from(' ')]) };
    assert.equal((await receive(post(tampered, { base64: true }))).answer.status, 401);
  });
  it('starts nothing the second time', async () => {
    const started = new Set<string>();
    await receive(post(push), started);
    const replay = { ...push, headers: { ...push.headers, 'x-github-delivery': 'a new one' } };
    const { answer, runs } = await receive(post(replay), started);
    assert.deepEqual([answer.status, answer.message, runs], [200, 'already started', []]);
  });
  it('with a wrong signature asks nothing of the configuration', async () => {
    const { answer, asked } = await receive(post(sendGithub(buildGithubPush(), { secret: 'a guess' })));
    assert.deepEqual(answer, { status: 401, message: 'wrong signature', forge: 'GitHub' });
    assert.deepEqual(asked, ['secrets']);
  });
  it('of a forge that the secret has nothing for is refused as any other, and the log learns why', async () => {
    const { answer } = await receive(post(push), new Set(), `{"gitlab": "${SECRET}"}`);
    assert.deepEqual(answer, { status: 401, message: 'wrong signature', forge: 'GitHub', hint: 'the secret has no field github' });
  });
  it('that is no POST, of no forge or too large is refused before any secret is read', async () => {
    for (const [status, event] of [
      [405, post(push, { method: 'GET' })],
      [400, post({ ...push, headers: { 'content-type': 'application/json' } })],
      [413, post(sendGithub('x'.repeat(4 * 1024 * 1024 + 1)))],
    ] as const) {
      const { answer, asked } = await receive(event);
      assert.deepEqual([answer.status, asked], [status, []]);
    }
  });
  it('without a body is refused as unsigned', async () => {
    const { body: _, ...event } = post(push);
    assert.equal((await receive(event)).answer.status, 401);
  });
  it('of a repository that no check reads is answered with 404', async () => {
    const { answer, asked } = await receive(post(sendGithub(buildGithubPush({ repository: 'acme/other' }))));
    assert.deepEqual([answer.status, answer.message, asked], [404, 'no check reads this repository', ['secrets', 'config']]);
  });
  it('of what no check follows, says so and starts nothing', async () => {
    for (const moved of [{ ref: 'refs/heads/feature' }, { ref: 'refs/tags/v1' }, { after: NO_COMMIT }]) {
      const { answer, runs } = await receive(post(sendGithub(buildGithubPush(moved))));
      assert.deepEqual([answer.status, answer.message], [200, 'no check follows what was pushed: nothing to do']);
      assert.deepEqual(runs, []);
    }
  });
  it('that is a ping is answered without the configuration', async () => {
    const { answer, asked } = await receive(post(sendGithub('{"zen":"Design for failure."}', { event: 'ping' })));
    assert.deepEqual([answer.status, asked], [200, ['secrets']]);
  });
});
