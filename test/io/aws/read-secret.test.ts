import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PlumblineError } from '../../../functions/core/errors.ts';
import { readGitSecret, readSecret } from '../../../functions/io/aws/read-secret.ts';

/** Secrets Manager that gives this value for every name, or refuses with this code. */
async function startSecrets(t: TestContext, answer: string | { readonly code: string }): Promise<SecretsManagerClient> {
  const server = createServer((_incoming, outgoing) => {
    const refused = typeof answer === 'object';
    outgoing.writeHead(refused ? 400 : 200, { 'content-type': 'application/x-amz-json-1.1' });
    outgoing.end(JSON.stringify(refused ? { __type: answer.code, message: 'refused' } : { Name: 'git/shop', SecretString: answer }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const client = new SecretsManagerClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'testing', secretAccessKey: 'testing' },
    maxAttempts: 1,
  });
  t.after(() => {
    client.destroy();
    server.close();
    server.closeAllConnections();
  });
  return client;
}

describe('the secret of a git host', () => {
  for (const [what, value, credentials] of [
    ['a token alone, with the line end of an editor', 'glpat-1\n', { password: 'glpat-1' }],
    ['JSON with a token', '{"token": "glpat-1"}', { password: 'glpat-1' }],
    ['JSON with a user', '{"username": "ci", "password": "p"}', { username: 'ci', password: 'p' }],
  ] as const)
    it(`is ${what}`, async (t) => assert.deepEqual(await readGitSecret(await startSecrets(t, value), 'git/shop'), credentials));

  for (const [what, answer, says, advises] of [
    [
      'that is missing',
      { code: 'ResourceNotFoundException' },
      /^the secret git\/shop could not be read: ResourceNotFoundException$/,
      /Create it/,
    ],
    [
      'that may not be read',
      { code: 'AccessDeniedException' },
      /git\/shop could not be read: AccessDeniedException/,
      /secretsmanager:GetSecretValue on git\/shop/,
    ],
    ['that is empty', '  \n', /^the secret git\/shop is empty$/, /Put a value/],
    ['that is broken JSON', '{"token": "hush-hush', /begins like JSON and is none/, /token alone, or JSON/],
    ['without a token', '{"user": "hush-hush"}', /^the secret git\/shop has no token$/, /"token" or "password"/],
  ] as const)
    it(`${what} is named, with what to do and without its value`, async (t) => {
      const client = await startSecrets(t, answer);
      await assert.rejects(readGitSecret(client, 'git/shop'), (error: unknown) => {
        assert.ok(error instanceof PlumblineError);
        assert.match(error.message, says);
        assert.match(error.advice ?? '', advises);
        assert.doesNotMatch(`${error.message}${error.advice}${error.stack}`, /hush-hush/);
        return true;
      });
    });

  it('is read anew each time, so that a rotated one counts from the next run', async (t) => {
    let calls = 0;
    const answers = ['old', 'new'];
    const server = createServer((_incoming, outgoing) => outgoing.end(JSON.stringify({ SecretString: answers[calls++] })));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    t.after(() => server.close().closeAllConnections());
    const { port } = server.address() as AddressInfo;
    const credentials = { accessKeyId: 'testing', secretAccessKey: 'testing' };
    const client = new SecretsManagerClient({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', credentials });
    assert.deepEqual([await readSecret(client, 'git/shop'), await readSecret(client, 'git/shop')], answers);
    client.destroy();
  });
});
