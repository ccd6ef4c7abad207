/** `push` with a real bucket, secret and state machine: what a forge is answered, and what is started. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it, mock } from 'node:test';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, DeleteSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { CreateStateMachineCommand, DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { WebhookRequest } from '../../../functions/core/webhook/forge.ts';
import type { FunctionUrlResponse } from '../../../functions/handlers/push.ts';
import type { FunctionUrlEvent, PushRun } from '../../../functions/io/receive-webhook.ts';
import { type Moto, obtainMoto, startMoto } from '../../support/moto.ts';
import {
  buildBitbucketPush,
  buildGithubPush,
  buildGitlabPush,
  SECRET,
  SIGNING_SECRET,
  sendBitbucket,
  sendGithub,
  sendGitlabSigned,
} from '../../support/webhooks.ts';

const obtained = await obtainMoto();

const CONFIG = `
sources:
  - {id: shop, url: "https://github.com/acme/shop.git", revision: main}
  - {id: own, url: "https://gitlab.com/acme/shop.git", revision: "env/{cluster}"}
  - {id: base, url: "https://bitbucket.org/acme/shop.git"}
clusters:
  - {name: prod-eu, eks: {region: eu-west-1}}
`;
const NAME = 'plumbline/webhook';
const DEFINITION = '{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}';

describe('push', { skip: 'skip' in obtained ? obtained.skip : false }, () => {
  let moto: Moto;
  let s3: S3Client;
  let secrets: SecretsManagerClient;
  let stateMachines: SFNClient;
  let stateMachineArn: string | undefined;
  let handler: (event: FunctionUrlEvent) => Promise<FunctionUrlResponse>;
  const logged: string[] = [];

  before(async () => {
    moto = await startMoto('python' in obtained ? obtained.python : assert.fail());
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'testing',
      AWS_SECRET_ACCESS_KEY: 'testing',
      PLUMBLINE_CONFIG: 's3://work/plumbline.yaml',
      PLUMBLINE_WEBHOOK_SECRET: NAME,
      // The log goes to the console of this process.
      POWERTOOLS_DEV: 'true',
    });
    s3 = new S3Client(moto.client);
    secrets = new SecretsManagerClient(moto.client);
    stateMachines = new SFNClient(moto.client);
    await s3.send(new CreateBucketCommand({ Bucket: 'work', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }));
    ({ stateMachineArn } = await stateMachines.send(
      new CreateStateMachineCommand({ name: 'checks', definition: DEFINITION, roleArn: 'arn:aws:iam::123456789012:role/checks' }),
    ));
    process.env['PLUMBLINE_STATE_MACHINE'] = stateMachineArn;
    for (const level of ['info', 'warn', 'error'] as const) mock.method(console, level, (line: unknown) => logged.push(String(line)));
    mock.timers.enable({ apis: ['Date'], now: Date.now() });
    ({ handler } = await import('../../../functions/handlers/push.ts'));
  });
  after(async () => {
    mock.timers.reset();
    mock.restoreAll();
    await moto?.stop();
  });
  beforeEach(async () => {
    logged.length = 0;
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml', Body: CONFIG }));
    await storeSecret(SECRET);
  });

  /** The function keeps the secret for a minute. */
  async function storeSecret(text: string): Promise<void> {
    const made = await secrets.send(new CreateSecretCommand({ Name: NAME, SecretString: text })).catch(() => undefined);
    if (made === undefined) await secrets.send(new PutSecretValueCommand({ SecretId: NAME, SecretString: text }));
    mock.timers.tick(60_000);
  }

  async function send({ headers, body }: WebhookRequest, method = 'POST'): Promise<{ status: number; message: string }> {
    const answer = await handler({
      headers,
      body: Buffer.from(body).toString('base64'),
      isBase64Encoded: true,
      requestContext: { http: { method, sourceIp: '192.0.2.1' } },
    });
    assert.equal(answer.headers['content-type'], 'application/json');
    return { status: answer.statusCode, message: JSON.parse(answer.body).message };
  }

  async function listRuns(): Promise<PushRun[]> {
    const { executions = [] } = await stateMachines.send(new ListExecutionsCommand({ stateMachineArn }));
    const described = await Promise.all(
      executions.map(({ executionArn }) => stateMachines.send(new DescribeExecutionCommand({ executionArn }))),
    );
    return described.map(({ input = '' }) => JSON.parse(input));
  }

  async function countStarted(act: () => Promise<unknown>): Promise<number> {
    const earlier = (await listRuns()).length;
    await act();
    return (await listRuns()).length - earlier;
  }

  it('starts one run for a push of each forge, and none for its replay', async () => {
    await storeSecret(JSON.stringify({ github: SECRET, gitlab: SIGNING_SECRET, bitbucket: [SECRET] }));
    for (const request of [
      sendGithub(buildGithubPush()),
      sendGitlabSigned(buildGitlabPush({ ref: 'refs/heads/env/prod-eu' })),
      sendBitbucket(buildBitbucketPush()),
    ]) {
      assert.equal(await countStarted(async () => assert.deepEqual(await send(request), { status: 202, message: 'started' })), 1);
      mock.timers.tick(1000);
      const replay = { ...request, headers: { ...request.headers, 'x-github-delivery': 'another', 'x-request-uuid': 'another' } };
      assert.equal(await countStarted(async () => assert.deepEqual(await send(replay), { status: 200, message: 'already started' })), 0);
    }
    const run = (await listRuns()).find(({ push }) => push.urls.includes('https://github.com/acme/shop'));
    assert.match(run?.run ?? '', /^push-[0-9a-f]{64}$/);
    assert.ok(!Number.isNaN(Date.parse(run?.at ?? '')));
    assert.deepEqual(run?.push.refs, ['refs/heads/main']);
  });

  it('refuses what is not signed with the secret, and tells and logs nothing of it', async () => {
    const forged = sendGithub(buildGithubPush({ ref: 'refs/heads/evil' }), { secret: 'a guess' });
    assert.equal(await countStarted(async () => assert.deepEqual(await send(forged), { status: 401, message: 'wrong signature' })), 0);
    assert.match(logged.join('\n'), /192\.0\.2\.1/);
    assert.ok(!/evil|acme|octocat|a guess/.test(logged.join('\n')));
  });

  it('says what it does not act upon', async () => {
    for (const [request, status, message] of [
      [sendGithub(buildGithubPush({ repository: 'acme/other' })), 404, /no check reads/],
      [sendGithub(buildGithubPush({ ref: 'refs/heads/feature' })), 200, /no check follows/],
      [sendGithub(buildGithubPush({ ref: 'refs/tags/v1' })), 200, /no check follows/],
      [sendGithub('{"zen":"Speak like a human."}', { event: 'ping' }), 200, /no push/],
      [sendGithub('payload=%7B%7D'), 400, /application\/json/],
      [{ headers: {}, body: Buffer.from('{}') }, 400, /no webhook/],
    ] as const) {
      const answer = await send(request);
      assert.equal(answer.status, status);
      assert.match(answer.message, message);
    }
    assert.equal((await send(sendGithub(buildGithubPush()), 'GET')).status, 405);
  });

  it('takes a rotated secret within a minute, and both while the secret holds both', async () => {
    const next = 'the next secret';
    const ping = (secret: string): Promise<{ status: number }> => send(sendGithub('{"zen":""}', { event: 'ping', secret }));
    await storeSecret(JSON.stringify([next, SECRET]));
    assert.deepEqual([(await ping(next)).status, (await ping(SECRET)).status], [200, 200]);
    await storeSecret(next);
    assert.deepEqual([(await ping(next)).status, (await ping(SECRET)).status], [200, 401]);
  });

  it('answers 500 and no more where the secret is malformed or gone, and logs what to do', async () => {
    const failed = { status: 500, message: 'failed; the log of the function says why' };
    await storeSecret('{"github": "kept from everybody"');
    assert.deepEqual(await send(sendGithub(buildGithubPush())), failed);
    assert.match(logged.join('\n'), /the secret plumbline\/webhook begins like JSON and is none/);
    assert.ok(!logged.join('\n').includes('kept from everybody'));
    await secrets.send(new DeleteSecretCommand({ SecretId: NAME, ForceDeleteWithoutRecovery: true }));
    assert.deepEqual(await send(sendGithub(buildGithubPush())), failed);
    assert.match(logged.join('\n'), /the secret plumbline\/webhook could not be read: ResourceNotFoundException/);
  });

  it('answers 500 where the configuration or the state machine is gone', async () => {
    const request = sendGithub(buildGithubPush({ after: 'b'.repeat(40) }));
    await s3.send(new DeleteObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml' }));
    assert.equal((await send(request)).status, 500);
    assert.match(logged.join('\n'), /s3:\/\/work\/plumbline\.yaml could not be read: NoSuchKey/);
    await s3.send(new PutObjectCommand({ Bucket: 'work', Key: 'plumbline.yaml', Body: CONFIG }));
    process.env['PLUMBLINE_STATE_MACHINE'] = `${stateMachineArn}-gone`;
    assert.equal((await send(request)).status, 500);
    assert.match(logged.join('\n'), /checks-gone did not start/);
    process.env['PLUMBLINE_STATE_MACHINE'] = stateMachineArn;
    assert.deepEqual(await send(request), { status: 202, message: 'started' });
  });
});
