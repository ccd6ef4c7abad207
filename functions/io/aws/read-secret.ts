import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PlumblineError } from '../../core/errors.ts';
import { asString, isJsonObject, type Json, parseJson } from '../../core/json.ts';
import type { GitCredentials } from '../git/git-credentials.ts';

/** The text of a secret. Throws PlumblineError `authentication` that names the secret and what to do, never its value. */
export async function readSecret(client: SecretsManagerClient, name: string): Promise<string> {
  try {
    const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    const text = SecretString ?? (SecretBinary === undefined ? '' : Buffer.from(SecretBinary).toString('utf8'));
    if (text.trim() !== '') return text;
  } catch (error) {
    const code = error instanceof Error ? error.name : 'unknown';
    const advice = adviceFor(code, name);
    throw new PlumblineError('authentication', `the secret ${name} could not be read: ${code}`, {
      advice: advice ?? 'Secrets Manager may be throttling or down; the next run tries again.',
      isLasting: advice !== undefined,
    });
  }
  throw new PlumblineError('authentication', `the secret ${name} is empty`, { advice: 'Put a value into it.' });
}

/** What an operator can do about it, where it takes one. */
function adviceFor(code: string, name: string): string | undefined {
  if (code === 'ResourceNotFoundException') return `Create it, or correct the name in the configuration.`;
  if (code === 'AccessDeniedException') return `Grant the function's role secretsmanager:GetSecretValue on ${name}.`;
  return undefined;
}

/**
 * The credentials of a git host: a secret that is a token alone, or JSON with `token` or `password`, and `username` where the host wants one.
 * Read anew at each run, so a rotated secret is used at the next one.
 */
export async function readGitSecret(client: SecretsManagerClient, name: string): Promise<GitCredentials> {
  const text = (await readSecret(client, name)).trim();
  const value = text.startsWith('{') ? parseSecret(text, name) : undefined;
  if (!isJsonObject(value)) return { password: text };
  const password = asString(value['token']) ?? asString(value['password']);
  const username = asString(value['username']);
  if (password === undefined || password === '') {
    throw new PlumblineError('authentication', `the secret ${name} has no token`, {
      advice: 'Its JSON needs a field "token" or "password".',
    });
  }
  return { password, ...(username === undefined ? {} : { username }) };
}

function parseSecret(text: string, name: string): Json {
  try {
    return parseJson(text);
  } catch {
    throw new PlumblineError('authentication', `the secret ${name} begins like JSON and is none`, {
      advice: 'Store the token alone, or JSON like {"token": "…"}.',
    });
  }
}
